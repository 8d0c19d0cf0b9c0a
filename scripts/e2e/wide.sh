#!/usr/bin/env bash
# A wide stack against moto's server instead of AWS: 200 reports of ten log groups each, whose
# names no ten policies hold, and one report with a pattern that covers them. It plans the 200
# alone, which is refused, deploys all, counts the policies of the worker's role, follows two
# reports, and destroys everything; see docs/e2e.md.
set -euo pipefail
cd "$(dirname "$0")/../.."

check=e2e-wide environment=wide
source scripts/e2e/aws.sh

reports=200 groups=10

# More at a time than the server answers soon make the provider send a call again.
export TF_CLI_ARGS_apply=${TF_CLI_ARGS_apply/50/8} TF_CLI_ARGS_destroy=${TF_CLI_ARGS_destroy/50/8}

# An environment like dev, whose state is a file.
make_environment() {
	rm -rf "$folder"
	scripts/new-environment.sh $environment
	printf 'terraform {\n  backend "local" {}\n}\n' >"$folder/backend_override.tf"
	echo 'account: "123456789012"' >>$folder/values.yaml
}

# The calls of a service's ten functions, into the stack's archive.
write_report() {
	cat >"$work/reports/wide-$1.yaml" <<-END
		report: wide-$1
		title: Service $1
		schedule: { cron: "30 12 * * ? *", timezone: UTC }
		window: 24h
		log_groups: [$(printf '"/aws/lambda/wide-'"$1"'-%s", ' $(seq -w $groups) | sed 's/, $//')]
		queries:
		  calls: { query: "filter ispresent(is_group) | stats count(*) as calls" }
		deliver:
		  - s3: { bucket: "\${archive_bucket}", prefix: reports }
	END
}

write_reports() {
	mkdir "$work/reports"
	for report in $(seq -w $reports); do
		write_report "$report"
	done
	sed -e 's/^report: .*/report: everything/' -e 's|^log_groups: .*|log_groups: ["/aws/lambda/wide-*"]|' "$work/reports/wide-$report.yaml" >"$work/everything.yaml"
}

# Without the pattern the plan says how many policies it would take, and what to do.
check_refusal() {
	scripts/prepare.sh $environment "$work"/reports/*.yaml
	! terraform -chdir=$folder plan -no-color "${files[@]}" >"$work/plan" 2>&1
	tr -s '[:space:]' ' ' <"$work/plan" >"$work/words"
	grep -o "The reports name $((reports * groups)) log groups, which need [0-9]* policies on the worker's role: at most 9 have room" "$work/words" || { cat "$work/plan"; return 1; }
}

started=$SECONDS
start_server
build_for_this_machine &
build=$!
make_environment >/dev/null
write_reports
quietly refusal 120 check_refusal
tail -n 1 "$work/refusal"
quietly apply 900 make deploy ENV=$environment REPORTS="$(echo "$work"/everything.yaml "$work"/reports/*.yaml)"
resources=$(terraform -chdir=$folder state list | grep -vc '\.data\.')

wait $build
terraform -chdir=$folder output -json stack >"$work/stack.json"
AWS_ACCESS_KEY_ID=test FANLIGHT_E2E_WIDE=$work go test -count=1 -v -timeout 3m -run '^TestOneOfManyReports$' ./scripts/e2e

quietly destroy 900 scripts/destroy.sh $environment
grep -q "Destroy complete! Resources: $resources destroyed" "$work/destroy" || { echo "$check: $resources resources were applied, but not destroyed"; exit 1; }
if grep '" 500 ' "$work/server"; then
	echo "$check: the server failed"
	exit 1
fi
echo "e2e-wide: ok, $((reports + 1)) reports, $((reports * groups)) log groups, $resources resources, $(cat "$work/summary"), $((SECONDS - started)) s"
