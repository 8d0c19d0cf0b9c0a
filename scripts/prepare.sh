#!/usr/bin/env bash
# Makes the files that an environment's plan reads, and initialises its folder:
# scripts/prepare.sh ENV [REPORT…]
# The reports are reports/*.yaml unless some are named. Without that folder it is the default
# report, about Fanlight's own functions.
set -euo pipefail
cd "$(dirname "$0")/.."

env=${1:-}
scripts/check-environment.sh "$env" "scripts/prepare.sh"
shift
folder=terraform/environments/$env

command -v terraform >/dev/null || { echo "terraform is not installed" >&2; exit 2; }
if [[ ! -e $folder/backend.hcl && ! -e $folder/backend_override.tf ]]; then
	echo "there is no place for the state of $env: scripts/bootstrap.sh $env makes one" >&2
	exit 2
fi

if (($# == 0)); then
	set -- terraform/default/functions.yaml
	if [[ -d reports ]]; then
		set -- reports/*.yaml
		[[ -e $1 ]] || { echo "the folder reports has no report: put one there, or remove the folder to deploy the default report" >&2; exit 2; }
	fi
fi

mkdir -p "dist/$env"
go run ./scripts/values "$folder" >"dist/$env/values.yaml.new"
mv "dist/$env/values.yaml.new" "dist/$env/values.yaml"
scripts/package.sh
go run ./cmd/fanlight compile --values "dist/$env/values.yaml" --out "dist/$env/reports.json" "$@"
printf '%s\n' "$@" >"dist/$env/reports"

options=()
[[ -e $folder/backend.hcl ]] && options=(-backend-config=backend.hcl)
scripts/terraform-init.sh "$folder" ${options[@]+"${options[@]}"} >/dev/null
