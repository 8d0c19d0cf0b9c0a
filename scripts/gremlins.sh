#!/usr/bin/env bash
# Lets gremlins change the pure parts of the code, one operator at a time, and run their tests.
# docs/reliability.md names each change that survives, with its reason: others fail.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

go build -modfile=.ci/tools/gremlins/go.mod -o "$work/gremlins" "$(sed -n 's/^tool //p' .ci/tools/gremlins/go.mod)"

survived=0
for part in pkg/text pkg/pipeline/settle pkg/report; do
	options=()
	if [[ $part == pkg/report ]]; then # schedules and windows, without the rest of the definition
		for file in "$part"/*.go; do
			name=$(basename "$file")
			[[ $name =~ ^(cron|dayrule|rate|schedule|until|window|localtime|attime|expression|field)\.go$ ]] || options+=(-E "^${name//./\\.}$")
		done
	fi
	"$work/gremlins" unleash --workers 2 --timeout-coefficient 20 "${options[@]}" -S lctv "./$part" | tee "$work/out"
	while read -r _ kind _ place; do
		IFS=: read -r file line _ <<<"$place"
		code=$(sed -n "${line}s/^[[:space:]]*//p" "$part/$file" | sed "s/|/\\\\|/g")
		grep -qF "| \`$part/$file\` | $kind | \`$code\` |" docs/reliability.md || { echo "survives, and no reason is listed: $kind in $part/$place: $code" >&2; survived=1; }
	done < <(grep -E '^ +LIVED ' "$work/out" || true)
done
exit "$survived"
