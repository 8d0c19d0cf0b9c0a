#!/usr/bin/env bash
# Makes the files that an environment's plan reads, and initialises its folder:
# scripts/prepare.sh ENV [REPORT…]
# The reports are reports/*.yaml unless some are named; without that folder, the
# example.
set -euo pipefail
cd "$(dirname "$0")/.."

env=${1:?which environment? (a folder of terraform/environments)}
shift
folder=terraform/environments/$env

[[ -e $folder/main.tf ]] || { echo "there is no environment $env: $folder/main.tf does not exist" >&2; exit 2; }
command -v terraform >/dev/null || { echo "terraform is not installed" >&2; exit 2; }
if [[ ! -e $folder/backend.hcl && ! -e $folder/backend_override.tf ]]; then
	echo "where shall the state of $env lie? copy terraform/environments/backend.hcl.example to $folder/backend.hcl" >&2
	exit 2
fi

if (($# == 0)); then
	set -- reports/*.yaml
	[[ -e $1 ]] || set -- examples/bot-usage/bot-usage.yaml
fi

scripts/package.sh
mkdir -p "dist/$env"
go run ./cmd/fanlight compile --values "$folder/values.yaml" --out "dist/$env/reports.json" "$@"
printf '%s\n' "$@" >"dist/$env/reports"

options=()
[[ -e $folder/backend.hcl ]] && options=(-backend-config=backend.hcl)
scripts/terraform-init.sh "$folder" "${options[@]}" >/dev/null
