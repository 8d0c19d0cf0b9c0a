#!/usr/bin/env bash
# Plants a wrong timeout in one place at a time, in a copy, and sees that a test
# finds it: in Terraform, on the stand-in, in the simulator, in a binary, and in
# the table that all of them are compared with.
set -euo pipefail
cd "$(dirname "$0")/.."

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git ls-files -z | xargs -0 tar --ignore-failed-read -cf - 2>/dev/null | tar -C "$copy" -xf -
found=0 planted=0

# plant FILE PATTERN REPLACEMENT: fails if the pattern is not there.
plant() {
	planted=$((planted + 1))
	cp "$copy/$1" "$copy/before"
	sed -i "s|$2|$3|" "$copy/$1"
	if cmp -s "$copy/$1" "$copy/before"; then
		echo "$1 has no $2: the planted bug needs another form"
		exit 1
	fi
	if (cd "$copy" && go test -count=1 . ./terraform -run 'TestTimeoutsComeFromTheStack|TestDeploymentIsThatOfTheStack' >out 2>&1); then
		echo "planted bug not found: $1: $3"
	else
		grep -q -- '--- FAIL' "$copy/out" || { cat "$copy/out"; exit 1; }
		echo "planted bug found: $1: $3"
		found=$((found + 1))
	fi
	cp "$copy/before" "$copy/$1"
}

plant terraform/modules/fanlight/deployment.json '"timeout": 120' '"timeout": 130'
plant pkg/local/functions.go 'lambda.Config{Timeout: function.Timeout()}' 'lambda.Config{Timeout: 130_000_000_000}'
plant pkg/sim/actors.go 's.invoke("worker", stack.Worker.Timeout(),' 's.invoke("worker", 840_000_000_000,'
plant functions/janitor/main.go 'env.Timeout(stack.Janitor)' 'env.Timeout(stack.Reporter)'
plant pkg/stack/function.go 'Reporter:   2 \* time.Minute' 'Reporter:   3 * time.Minute'

echo "$found of $planted planted timeouts are found"
[[ $found == "$planted" ]]
