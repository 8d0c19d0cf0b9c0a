#!/usr/bin/env bash
# Lets gremlins change the pure parts of the code, one operator at a time, and run their tests.
# docs/reliability.md names each change that survives, with its reason: others fail.
#
#   scripts/gremlins.sh                # all parts
#   scripts/gremlins.sh pkg/report     # some
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The copies of the tree in which the tests run share what is compiled: it does not bear their paths.
# Comparisons of random schedules with a search take most of the time, and find nothing that the tables do not.
export GOFLAGS="${GOFLAGS:-} -trimpath -vet=off -skip=differential"

go build -modfile=.ci/tools/gremlins/go.mod -o "$work/gremlins" "$(sed -n 's/^tool //p' .ci/tools/gremlins/go.mod)"

survived=0
(($#)) || set -- pkg/text pkg/pipeline/settle pkg/report
for part in "$@"; do
	options=()
	if [[ $part == pkg/report ]]; then # schedules and windows, without the rest of the definition
		options+=(-E /)
		for file in "$part"/*.go; do
			name=$(basename "$file")
			[[ $name =~ ^(cron|dayrule|rate|schedule|until|window|localtime|attime|expression|field)\.go$ ]] || options+=(-E "^${name//./\\.}$")
		done
	fi
	"$work/gremlins" unleash --workers 2 --timeout-coefficient 3 "${options[@]}" -S lctv "./$part" | tee "$work/out"
	while read -r _ kind _ place; do
		IFS=: read -r file line _ <<<"$place"
		code=$(sed -n "${line}s/^[[:space:]]*//p" "$part/$file" | sed "s/|/\\\\|/g")
		grep -qF "| \`$part/$file\` | $kind | \`$code\` |" docs/reliability.md || { echo "survives, and no reason is listed: $kind in $part/$place: $code" >&2; survived=1; }
	done < <(grep -E '^ +LIVED ' "$work/out" || true)
done
exit "$survived"
