#!/usr/bin/env bash
# Tests the Terraform module, its examples and the environments: format, validity, the rules
# with a mocked provider. With `planted` it tests instead
# that each rule finds the bug that is planted for it. Its last line begins with SKIPPED if
# Terraform or its provider is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

module=terraform/modules/fanlight
[[ -e ${TF_CLI_CONFIG_FILE:-/} ]] || unset TF_CLI_CONFIG_FILE
work=$(mktemp -d)
provider=
trap '[[ -z $provider ]] || kill $provider; rm -rf "$work"' EXIT

# Most of what Terraform allocates here is the schema of all resources of AWS.
export GOGC=400

skip() {
	echo "SKIPPED terraform: $1"
	exit 0
}

# Each run would start a provider of its own, of 700 MB, to ask it for the schema and what is
# valid. Runs mock the rest, and never configure it: one that stays serves them all.
share_provider() {
	local program
	program=$(find -L $module/.terraform/providers -type f -name 'terraform-provider-aws_*' -print -quit)
	TF_LOG_SDK=ERROR "$program" -debug >"$work/attach" 2>"$work/provider" &
	provider=$!
	until grep -q '^[[:space:]]*TF_REATTACH_PROVIDERS=' "$work/attach"; do
		kill -0 $provider || { cat "$work/attach" "$work/provider" >&2; return 1; }
		sleep 0.2
	done
	TF_REATTACH_PROVIDERS=$(sed -n "s/^[[:space:]]*TF_REATTACH_PROVIDERS='\(.*\)'$/\1/p" "$work/attach")
	export TF_REATTACH_PROVIDERS
}

check_refusal() {
	if scripts/destroy.sh prod 2>"$work/refusal" || ! grep -q 'refused: prod is protected' "$work/refusal"; then
		cat "$work/refusal"
		echo "destroy.sh does not refuse prod"
		return 1
	fi
}

# The module's fixture must be what `fanlight compile` writes.
check_fixture() {
	go run ./cmd/fanlight compile --values $module/tests/reports/values.yaml --out "$work/reports.json" \
		$module/tests/reports/{by-hand,daily,elsewhere,once,over,paused,until}.yaml
	diff -u $module/tests/reports.json "$work/reports.json"
}

test_folder() {
	scripts/terraform-init.sh "$1" -backend=false >"$work/init" 2>&1 || { cat "$work/init" >&2; return 1; }
	terraform -chdir="$1" validate -no-color
	terraform -chdir="$1" test -no-color
}

# Each example is planned, over the module as it is here, with packages that are empty.
check_examples() {
	tar --exclude=.terraform -cf - terraform/modules | tar -C "$work" -xf -
	mkdir "$work/dist"
	local packages='' f example
	for f in dispatcher worker reporter janitor; do
		touch "$work/dist/$f.zip"
		packages+="\"$f\":{\"path\":\"$f.zip\",\"hash\":\"aGFzaA==\"},"
	done
	echo "{\"packages\":{${packages%,}}}" >"$work/dist/packages.tfvars.json"
	for example in "$work/$module"/examples/*/; do
		sed -i 's|source = "git::.*|source = "../.."|' "$example/main.tf"
		cp $module/tests/reports.json "$example"
		ln -s "$work/dist" "$example/packages"
		mkdir "$example/tests"
		cp $module/examples/plan.tftest.hcl "$example/tests"
		test_folder "${example%/}"
	done
}

# Refusals test themselves, and `applied` only prepares.
check_rules() {
	{
		echo terraform/environments/prod prod_is_protected
		sed -n "s|^run \"\(.*\)\" {$|$module \1|p" $module/tests/{rules,permissions,loggroups}.tftest.hcl | grep -v ' applied$'
	} | xargs -P "$(getconf _NPROCESSORS_ONLN)" -n 2 scripts/test-planted.sh | tee "$work/found"
	echo "$(grep -c '^planted bug found' "$work/found") planted bugs, all found"
}

command -v terraform >/dev/null || skip "the terraform program"
scripts/terraform-init.sh $module -backend=false >"$work/init" 2>&1 || skip "the AWS provider ($(grep -m1 -o 'Error: .*' "$work/init"))"
share_provider
if [[ ${1:-} == planted ]]; then
	scripts/terraform-init.sh terraform/environments/prod -backend=false >"$work/init" 2>&1 || { cat "$work/init" >&2; exit 1; }
	check_rules
	exit
fi
# Other environments may come and go meanwhile: make e2e has one of its own.
environments=(terraform/environments/{dev,prod})
for folder in terraform/modules terraform/default "${environments[@]}"; do
	terraform fmt -check -diff -recursive "$folder"
done
check_fixture
check_refusal
for folder in $module "${environments[@]}"; do
	test_folder "$folder"
done
check_examples
