#!/usr/bin/env bash
# Applies dev unchanged with the real AWS provider to moto's server, sees that a
# second plan has no changes, and destroys it.
set -euo pipefail
cd "$(dirname "$0")/../.."

port=${PORT:-5055}
work=$(mktemp -d)
python3 scripts/e2e/server.py "$port" >"$work/server.log" 2>&1 &
server=$!
trap 'kill $server; rm -rf "$work"' EXIT

# One variable leads every service of the provider to the server.
export AWS_ENDPOINT_URL=http://127.0.0.1:$port
export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_MAX_ATTEMPTS=3
unset AWS_PROFILE
[[ -e ${TF_CLI_CONFIG_FILE:-/} ]] || unset TF_CLI_CONFIG_FILE

# A copy of the environment, whose state is a file; the paths in it hold there too.
environment=terraform/environments/dev
tar --exclude=.terraform --exclude='*.tfstate*' -cf - terraform | tar -C "$work" -xf -
ln -s "$PWD/dist" "$work/dist"
echo 'terraform { backend "local" {} }' >"$work/$environment/e2e_override.tf"

scripts/package.sh
mkdir -p dist/e2e
go run ./cmd/fanlight compile --values $environment/values.yaml --out dist/e2e/reports.json examples/bot-usage/bot-usage.yaml

here() {
	timeout 600 terraform -chdir="$work/$environment" "$@" -no-color \
		-var-file=../../../dist/packages.tfvars.json -var=reports_file=../../../dist/e2e/reports.json
}

until curl -sf -o /dev/null "$AWS_ENDPOINT_URL/moto-api/"; do
	kill -0 $server || { cat "$work/server.log"; exit 1; }
	sleep 0.2
done

scripts/terraform-init.sh "$work/$environment" >/dev/null
here apply -auto-approve | grep -v 'Still creating'
if here plan -detailed-exitcode >"$work/plan"; then
	echo "second plan: no changes"
else
	cat "$work/plan"
	echo "second plan: it would change what was just applied"
	exit 1
fi
here destroy -auto-approve | tail -1
if grep '" 500 ' "$work/server.log"; then
	echo "the server failed"
	exit 1
fi
