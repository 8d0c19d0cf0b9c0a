#!/usr/bin/env bash
# End to end against moto's server instead of AWS, by the commands of docs/deploy.md: makes an
# environment like dev and the bucket of its state, deploys the default report with the real AWS
# provider, adds another one, follows both through the deployed functions, and destroys
# everything; see docs/e2e.md. Its last line begins with SKIPPED if something that
# it needs is missing.
set -euo pipefail
cd "$(dirname "$0")/../.."

folder=terraform/environments/e2e
work=$(mktemp -d)
server=
trap '[[ -z $server ]] || kill $server; rm -rf "$folder" dist/e2e "$work"' EXIT

skip() {
	echo "SKIPPED e2e: $1"
	exit 0
}

command -v terraform >/dev/null || skip "the terraform program"
command -v python3 >/dev/null && python3 -c 'from moto.server import main' 2>/dev/null || skip "moto's server"
scripts/terraform-init.sh terraform/modules/fanlight -backend=false -no-color >"$work/init" 2>&1 || skip "the AWS provider ($(grep -m1 -o 'Error: .*' "$work/init"))"

# Nothing of the caller's own account is used: one variable names the server for
# every service. With more attempts the provider would hide a failure for minutes.
unset "${!AWS_@}"
port=$(python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
export AWS_ENDPOINT_URL=http://127.0.0.1:$port AWS_MAX_ATTEMPTS=3
export AWS_ACCESS_KEY_ID=deployer AWS_SECRET_ACCESS_KEY=test FANLIGHT_CALLS=$work/calls
export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null

# The provider mostly waits: for a queue 25 seconds.
export TF_CLI_ARGS_apply='-auto-approve -no-color -parallelism=50' TF_CLI_ARGS_destroy='-auto-approve -no-color -parallelism=50'
[[ -e ${TF_CLI_CONFIG_FILE:-/} ]] || unset TF_CLI_CONFIG_FILE
reports=(-var-file=../../../dist/packages.tfvars.json -var=reports_file=../../../dist/e2e/reports.json)

# Runs a step within a time, and shows its output if it fails.
quietly() {
	local name=$1 limit=$2 began=$SECONDS
	shift 2
	if [[ $(type -t "$1") == function ]]; then
		("$@") >"$work/$name" 2>&1
	else
		timeout "$limit" "$@" >"$work/$name" 2>&1
	fi || { cat "$work/$name"; echo "e2e: $name failed"; exit 1; }
	echo "$name: $((SECONDS - began)) s"
}

start_server() {
	python3 scripts/e2e/server.py "$port" >"$work/server" 2>&1 &
	server=$!
	until (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
		kill -0 $server || { cat "$work/server"; exit 1; }
		sleep 0.2
	done
}

# An environment like dev, with the values of the second report. Without the AWS CLI its state is
# a file.
make_environment() {
	rm -rf "$folder"
	scripts/new-environment.sh e2e
	sed -i.before 's/report_emails = \[\]/report_emails = ["team@example.org"]/' $folder/main.tf
	rm $folder/main.tf.before
	echo 'telegram_chat: "@bot_usage_dev"' >>$folder/values.yaml
	if command -v aws >/dev/null; then
		scripts/bootstrap.sh e2e --yes
	else
		printf 'terraform {\n  backend "local" {}\n}\n' >"$folder/backend_override.tf"
		echo 'account: "123456789012"' >>$folder/values.yaml
	fi
}

# A second time, which changes nothing. While the provider waits there is time for it.
bootstrap_again() {
	! command -v aws >/dev/null || scripts/bootstrap.sh e2e --yes | grep 'is there; versions'
}

# What a first deployment says and deploys: the default report, and nothing else.
check_first() {
	grep -q '^1 subscription waits for its confirmation: team@example.org$' "$work/apply"
	[[ $(cat dist/e2e/reports) == terraform/default/functions.yaml ]]
	[[ $(terraform -chdir=$folder output -json stack | tr -d '[:space:]') == *'"schedules":{"functions":"'* ]]
}

# The functions as they are deployed, but for this machine.
build_for_this_machine() {
	for function in dispatcher worker reporter janitor; do
		CGO_ENABLED=0 go build -tags lambda.norpc -trimpath -o "$work/$function/bootstrap" "./functions/$function"
	done
	go build -o "$work/fanlight" ./cmd/fanlight
}

started=$SECONDS
start_server
build_for_this_machine &
build=$!
quietly environment 60 make_environment
command -v aws >/dev/null && echo "bootstrapped: $(grep -h '^bucket' $folder/backend.hcl | tr -s ' ')" || echo "the AWS CLI is missing: the state is a file"
bootstrap_again >"$work/again" 2>&1 &
again=$!
quietly apply 300 make deploy ENV=e2e
wait $again || { cat "$work/again"; echo "e2e: a second bootstrap failed"; exit 1; }
check_first
echo "applied: $(terraform -chdir=$folder state list | grep -vc '\.data\.') resources, the default report"
quietly "second plan" 120 terraform -chdir=$folder plan -no-color -detailed-exitcode "${reports[@]}"
echo "second plan: no changes"
quietly "second report" 120 scripts/deploy.sh e2e terraform/default/functions.yaml scripts/e2e/bot-usage.yaml
resources=$(terraform -chdir=$folder state list | grep -vc '\.data\.')

wait $build
terraform -chdir=$folder output -json stack >"$work/stack.json"
AWS_ACCESS_KEY_ID=test FANLIGHT_E2E=$work go test -count=1 -v -timeout 3m -run '^TestAReportReachesItsDestination$' ./scripts/e2e

quietly destroy 300 scripts/destroy.sh e2e
destroyed=$(grep -o 'Destroy complete! Resources: [0-9]*' "$work/destroy" | grep -o '[0-9]*$')
echo "destroyed: $destroyed resources, the archive with its objects"
[[ $destroyed == "$resources" ]] || { echo "e2e: $resources resources were applied, but $destroyed destroyed"; exit 1; }
FANLIGHT_E2E_CALLS=$work/calls go test -count=1 -run '^TestDeployPolicyCoversWhatIsCalled$' ./terraform
echo "the policy of who deploys: allows the $(wc -l <"$work/calls" | tr -d ' ') kinds of calls that were made"
if grep '" 500 ' "$work/server"; then
	echo "e2e: the server failed"
	exit 1
fi
echo "e2e: ok, $resources resources, second plan without changes, $(cat "$work/summary"), $((SECONDS - started)) s"
