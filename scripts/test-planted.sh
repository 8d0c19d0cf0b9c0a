#!/usr/bin/env bash
# Plants a rule's bug in a copy and checks that the rule finds it:
# scripts/test-planted.sh FOLDER RULE
# The bug is an override file, FOLDER/tests/broken/RULE.tf; the rule is the run of
# that name in FOLDER's tests. FOLDER is initialised.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$1 rule=$2
[[ -e ${TF_CLI_CONFIG_FILE:-/} ]] || unset TF_CLI_CONFIG_FILE
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [[ ! -e $folder/tests/broken/$rule.tf ]]; then
	echo "no bug is planted for rule $rule"
	exit 1
fi

suite=$(grep -l "^run \"$rule\"" "$folder"/tests/*.tftest.hcl)
tar --exclude=.terraform -cf - terraform | tar -C "$work" -xf -
cp "$folder/tests/broken/$rule.tf" "$work/$folder/planted_override.tf"
rm "$work/$folder"/tests/*.tftest.hcl

# Only this run of the suite is needed, with its own state.
awk -v run="\"$rule\"" '/^run / { other = $2 != run } !other' "$suite" |
	sed 's/command = plan/command = apply/' >"$work/$folder/tests/planted.tftest.hcl"

TF_DATA_DIR=$PWD/$folder/.terraform terraform -chdir="$work/$folder" test -no-color >"$work/out" 2>&1 || true
if ! grep -q '^Error: Test assertion failed' "$work/out" || grep '^Error:' "$work/out" | grep -qv 'Test assertion failed'; then
	cat "$work/out"
	echo "planted bug not found: $rule"
	exit 1
fi
echo "planted bug found: $rule"
