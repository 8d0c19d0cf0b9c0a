#!/usr/bin/env bash
# Validates and tests report files, and writes for a pull request what they say:
# scripts/report-ci.sh FILE|FOLDER…
# It writes OUT/summary.md (Markdown, for a comment or GITHUB_STEP_SUMMARY), OUT/tests.xml (JUnit),
# and the report of each test as a page and as text; OUT is out/reports by default. VALUES names a
# values file, FANLIGHT the program. Status 1: a file is wrong or a test failed.
set -euo pipefail

(($#)) || { echo "which report files? usage: $0 FILE|FOLDER…" >&2; exit 2; }
fanlight=${FANLIGHT:-fanlight}
out=${OUT:-out/reports}
values=()
[[ -z ${VALUES:-} ]] || values=(--values "$VALUES")
mkdir -p "$out"
rm -f "$out"/*.txt "$out"/*.html "$out"/tests.xml

# What GitHub takes in a comment: 65,536 characters.
most=60000

# A block that is indented ends at no line of the text, whatever the logs hold.
block() { sed 's/^/    /'; }

status=0
{
	"$fanlight" validate "$@" ${values[@]+"${values[@]}"} || status=1
	if ((status == 0)); then
		"$fanlight" test "$@" ${values[@]+"${values[@]}"} --junit "$out/tests.xml" --out "$out" || status=1
	fi
} >"$out/log" 2>&1
cat "$out/log"

verdict="passed"
((status == 0)) || verdict="failed"
{
	printf '### Reports: %s\n\n' "$verdict"
	block <"$out/log"
	for text in "$out"/*.txt; do
		[[ -e $text ]] || continue
		name=$(basename "$text" .txt)
		printf '\n<details><summary>%s</summary>\n\n' "$name"
		block <"$text"
		printf '\n</details>\n'
	done
} >"$out/whole.md"
rm -f "$out/log"

if (($(wc -c <"$out/whole.md") > most)); then
	head -c "$most" "$out/whole.md" | sed '$d' >"$out/summary.md"
	[[ $(grep -c '^<details>' "$out/summary.md") == $(grep -c '^</details>' "$out/summary.md") ]] || printf '\n</details>\n' >>"$out/summary.md"
	printf '\n… shortened: the files of this run have the rest\n' >>"$out/summary.md"
	rm -f "$out/whole.md"
else
	mv "$out/whole.md" "$out/summary.md"
fi
[[ -z ${GITHUB_STEP_SUMMARY:-} ]] || cat "$out/summary.md" >>"$GITHUB_STEP_SUMMARY"
exit "$status"
