#!/usr/bin/env bash
# What a CI may run at night, when time matters less: fresh seeds of the simulator for a time,
# fuzzing, and the list of known weaknesses of what is imported.
#
#   scripts/night.sh
#
#   SEEDTIME=2h      how long fresh seeds run; the record of seeds says where they begin
#   RECORD=FILE      that record; a CI keeps it from night to night (docs/seeds.tsv by default)
#   FUZZTIME=5m      of each fuzz target; its corpus stays in the build cache of Go, which a CI keeps, too
#   FUZZED=FILE      the list of what was fuzzed, kept from night to night (docs/fuzz.tsv by default): what had the least time comes first
#
# Each part is run, whatever those before it found. The exit status is 1 if one of them failed.
# A part that cannot run here is named in a line that begins with SKIPPED.
set -uo pipefail
cd "$(dirname "$0")/.."

failed=0
go run ./scripts/sim -parts seeds -portion 100000000 -for "${SEEDTIME:-2h}" -record "${RECORD:-docs/seeds.tsv}" || failed=1
go run ./scripts/fuzz -time "${FUZZTIME:-5m}" -more -jobs "${FUZZJOBS:-1}" -record "${FUZZED:-docs/fuzz.tsv}" || failed=1

if answer=$(go run golang.org/x/vuln/cmd/govulncheck@latest ./... 2>&1); then
	echo "govulncheck: nothing known"
elif grep -qE 'dial tcp|no such host|connection refused|timeout|TLS handshake|proxyconnect|Forbidden|Not Found|vuln\.go\.dev.*(40[0-9]|50[0-9])' <<<"$answer"; then
	echo "SKIPPED govulncheck: its program or its database cannot be reached: $(tail -1 <<<"$answer")"
else
	echo "$answer"
	failed=1
fi
exit $failed
