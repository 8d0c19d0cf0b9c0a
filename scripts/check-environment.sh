#!/usr/bin/env bash
# Says what to do where an environment is not named or not there:
# scripts/check-environment.sh NAME COMMAND, such as dev "make deploy"
set -euo pipefail
cd "$(dirname "$0")/.."

env=${1:-} command=${2:-make deploy}
all=()
for folder in terraform/environments/*/main.tf; do
	all+=("$(basename "$(dirname "$folder")")")
done

if [[ $env =~ ^[a-z][a-z0-9-]*$ && -e terraform/environments/$env/main.tf ]]; then
	exit
fi
if [[ -n $env ]]; then
	echo "there is no environment \"$env\": terraform/environments has ${all[*]}" >&2
else
	echo "which environment? terraform/environments has ${all[*]}" >&2
fi
printf 'write %s ENV=%s, or make another environment with scripts/new-environment.sh NAME\n' "$command" "${all[0]}" >&2
exit 2
