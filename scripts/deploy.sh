#!/usr/bin/env bash
# Deploys an environment: scripts/deploy.sh ENV [REPORT…]
# Terraform shows its plan and asks; TF_CLI_ARGS_apply=-auto-approve answers.
set -euo pipefail
cd "$(dirname "$0")/.."

env=${1:-}
scripts/check-environment.sh "$env" "make deploy"
shift
scripts/prepare.sh "$env" "$@"
folder=terraform/environments/$env

terraform -chdir="$folder" apply \
	-var-file=../../../dist/packages.tfvars.json -var="reports_file=../../../dist/$env/reports.json"

go build -o "dist/$env/fanlight" ./cmd/fanlight

# A report is never due here if it is started by hand, paused or not in this environment.
while read -r report; do
	printf '\n%s is due next:\n' "$report"
	"dist/$env/fanlight" next --values "dist/$env/values.yaml" "$report" 1 || true
done < <(head -n 10 "dist/$env/reports")
reports=$(wc -l <"dist/$env/reports")
((reports <= 10)) || printf '\nand %s reports more: fanlight next FILE says when one is due\n' $((reports - 10))

# Mail goes only to who has followed the link in SNS' first mail.
printf '\n'
terraform -chdir="$folder" output -json >"dist/$env/output.json"
go run ./scripts/subscriptions "dist/$env/output.json"
