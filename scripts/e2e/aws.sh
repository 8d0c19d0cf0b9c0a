# Sourced by run.sh and wide.sh: moto's server instead of AWS, on which $environment is deployed.
# The last line of a script that sources this begins with SKIPPED if something that it needs is
# missing.
folder=terraform/environments/$environment
work=$(mktemp -d)
server=
trap '[[ -z $server ]] || kill $server; rm -rf "$folder" dist/$environment "$work"' EXIT

skip() {
	echo "SKIPPED $check: $1"
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
export AWS_ACCESS_KEY_ID=deployer AWS_SECRET_ACCESS_KEY=test FANLIGHT_CALLS=$work/calls FANLIGHT_MAILS=$work/mails
mkdir "$work/mails"
export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null

# The provider mostly waits: for a queue 25 seconds.
export TF_CLI_ARGS_apply='-auto-approve -no-color -parallelism=50' TF_CLI_ARGS_destroy='-auto-approve -no-color -parallelism=50'
[[ -e ${TF_CLI_CONFIG_FILE:-/} ]] || unset TF_CLI_CONFIG_FILE
files=(-var-file=../../../dist/packages.tfvars.json -var=reports_file=../../../dist/$environment/reports.json)

# Runs a step within a time, and shows its output if it fails.
quietly() {
	local name=$1 limit=$2 began=$SECONDS
	shift 2
	if [[ $(type -t "$1") == function ]]; then
		("$@") >"$work/$name" 2>&1
	else
		timeout "$limit" "$@" >"$work/$name" 2>&1
	fi || { cat "$work/$name"; echo "$check: $name failed"; exit 1; }
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

# The functions for this machine. Without -trimpath and with cgo, unlike those that are deployed, they
# are linked of what tests are: another way would compile the SDK again.
build_for_this_machine() {
	for function in dispatcher worker reporter janitor; do
		go build -tags lambda.norpc -ldflags "-X github.com/fanlight/fanlight/functions/internal/config.version=$(scripts/version.sh)" -o "$work/$function/bootstrap" "./functions/$function"
	done
	go build -o "$work/fanlight" ./cmd/fanlight
}
