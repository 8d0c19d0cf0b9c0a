#!/usr/bin/env bash
# Deploys dev unchanged to moto's server with the real AWS provider, sees that a
# second plan has no changes, and destroys it: scripts/e2e/terraform.sh
set -euo pipefail
cd "$(dirname "$0")/../.."

port=${PORT:-5055}
folder=terraform/environments/e2e
log=$(mktemp)
python3 scripts/e2e/server.py "$port" >"$log" 2>&1 &
server=$!
trap 'kill $server; rm -rf "$folder" "$log"' EXIT

# One variable leads every service to the server.
export AWS_ENDPOINT_URL=http://127.0.0.1:$port
export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_MAX_ATTEMPTS=3
export TF_CLI_ARGS_apply='-auto-approve -no-color' TF_CLI_ARGS_destroy='-auto-approve -no-color'
unset AWS_PROFILE
[[ -e ${TF_CLI_CONFIG_FILE:-/} ]] || unset TF_CLI_CONFIG_FILE

# A copy of the environment beside it, whose state is a file.
rm -rf "$folder"
mkdir "$folder"
cp terraform/environments/dev/*.tf terraform/environments/dev/values.yaml "$folder"
printf 'terraform {\n  backend "local" {}\n}\n' >"$folder/backend_override.tf"

until curl -sf -o /dev/null "$AWS_ENDPOINT_URL/moto-api/"; do
	kill -0 $server || { cat "$log"; exit 1; }
	sleep 0.2
done

timeout 600 scripts/deploy.sh e2e examples/bot-usage/bot-usage.yaml

timeout 300 terraform -chdir=$folder plan -no-color -detailed-exitcode \
	-var-file=../../../dist/packages.tfvars.json -var=reports_file=../../../dist/e2e/reports.json >"$folder/plan" ||
	{ cat "$folder/plan"; echo "second plan: it would change what was just applied"; exit 1; }
echo "second plan: no changes"

timeout 300 scripts/destroy.sh e2e

if grep '" 500 ' "$log"; then
	echo "the server failed"
	exit 1
fi
