#!/usr/bin/env bash
# End to end against moto's server instead of AWS, by the commands of docs/deploy.md: makes an
# environment like dev and the bucket of its state, deploys the default report with the real AWS
# provider, adds two others, follows all three through the deployed functions, and destroys
# everything; see docs/e2e.md. Its last line begins with SKIPPED if something that
# it needs is missing.
set -euo pipefail
cd "$(dirname "$0")/../.."

check=e2e environment=e2e
source scripts/e2e/aws.sh

# An environment like dev, with the values of the other reports. Without the AWS CLI its state is
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

started=$SECONDS
start_server
build_for_this_machine &
build=$!
quietly environment 300 make_environment
command -v aws >/dev/null && echo "bootstrapped: $(grep -h '^bucket' $folder/backend.hcl | tr -s ' ')" || echo "the AWS CLI is missing: the state is a file"
bootstrap_again >"$work/again" 2>&1 &
again=$!
quietly apply 900 make deploy ENV=e2e
wait $again || { cat "$work/again"; echo "e2e: a second bootstrap failed"; exit 1; }
check_first
echo "applied: $(terraform -chdir=$folder state list | grep -vc '\.data\.') resources, the default report"
quietly "second plan" 400 terraform -chdir=$folder plan -no-color -detailed-exitcode "${files[@]}"
echo "second plan: no changes"
quietly "more reports" 400 scripts/deploy.sh e2e terraform/default/functions.yaml scripts/e2e/{bot-usage,by-mail}.yaml
resources=$(terraform -chdir=$folder state list | grep -vc '\.data\.')

wait $build
terraform -chdir=$folder output -json stack >"$work/stack.json"
AWS_ACCESS_KEY_ID=test FANLIGHT_E2E=$work go test -count=1 -v -timeout 10m -run '^TestAReportReachesItsDestination$' ./scripts/e2e

quietly destroy 900 scripts/destroy.sh e2e
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
