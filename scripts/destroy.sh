#!/usr/bin/env bash
# Destroys an environment, with all runs, results and the objects of its archive:
# scripts/destroy.sh ENV
# A protected environment is refused before anything is deleted: Terraform would
# delete the functions, queues and schedules before it fails at the table.
set -euo pipefail
cd "$(dirname "$0")/.."

env=${1:-}
scripts/check-environment.sh "$env" "make destroy"
folder=terraform/environments/$env

refuse() {
	echo "refused: $1. Nothing was deleted." >&2
	echo "To destroy it all the same, set protected = false in $folder/main.tf, deploy, and try again." >&2
	exit 1
}

grep -Eq '^ *protected *= *false' "$folder/main.tf" || refuse "$env is protected"

scripts/prepare.sh "$env"
stack=$(terraform -chdir="$folder" output -json)
if grep -q '"protected":true' <<<"${stack//[[:space:]]/}"; then
	refuse "the deployed $env is protected"
fi

terraform -chdir="$folder" destroy \
	-var-file=../../../dist/packages.tfvars.json -var="reports_file=../../../dist/$env/reports.json"
