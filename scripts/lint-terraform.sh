#!/usr/bin/env bash
# Lints the Terraform module, its examples and the environments with tflint and tfsec, in the
# versions that .ci/tools pins. terraform/.tflint.hcl and terraform/tfsec.yml name each exception.
set -euo pipefail
cd "$(dirname "$0")/.."

module=terraform/modules/fanlight
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for tool in tflint tfsec; do
	go build -modfile=.ci/tools/$tool/go.mod -o "$work/$tool" "$(sed -n 's/^tool //p' .ci/tools/$tool/go.mod)"
done

# Each folder has what its expressions read.
git ls-files -z terraform | xargs -0 tar -cf - | tar -C "$work" -xf -
mkdir "$work/dist"
echo '{"packages":{}}' >"$work/dist/packages.tfvars.json"
folders=($module terraform/environments/{dev,prod} $module/examples/*/)
for folder in "${folders[@]}"; do
	cp $module/tests/reports.json "$work/$folder"
	"$work/tflint" --chdir="$work/${folder%/}" --config="$PWD/terraform/.tflint.hcl"
done

# tfsec reads the files that variables name from the folder in which it runs.
security() {
	(cd "$work/$module" && "$work/tfsec" . --no-color --tfvars-file tests/terraform.tfvars --exclude-path examples "$@")
}

security --concise-output --config-file "$PWD/terraform/tfsec.yml"
for folder in "${folders[@]:1}"; do
	"$work/tfsec" "$work/$folder" --no-color --concise-output --config-file terraform/tfsec.yml
done

# An exception that nothing needs would hide what comes later.
security --no-ignores --soft-fail --format csv 2>/dev/null | awk -F, 'NR > 1 { print $4 }' | sort -u >"$work/found"
{
	sed -n 's/^  - //p' terraform/tfsec.yml
	sed -n 's/^ *#tfsec:ignore://p' $module/*.tf
} | sort -u >"$work/excepted"
diff "$work/found" "$work/excepted" || { echo "terraform/tfsec.yml or a comment has an exception (>) that nothing needs" >&2; exit 1; }
echo "lint-terraform: ok, ${#folders[@]} folders, $(wc -l <"$work/excepted") exceptions of tfsec"
