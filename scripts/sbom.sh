#!/usr/bin/env bash
# Lists the modules that built programs hold, as CycloneDX documents (SBOM):
# scripts/sbom.sh VERSION [PROGRAM DOCUMENT]
# Without a program it takes the four functions, into dist/sbom.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)

document() {
	go tool -modfile="$root/.ci/tools/release/go.mod" cyclonedx-gomod bin \
		-json -std -noserial -notimestamp -version "$1" -output "$3" "$2"
}

if (($# == 3)); then
	document "$@"
	exit
fi
mkdir -p "$root/dist/sbom"
for function in dispatcher worker reporter janitor; do
	document "$1" "$root/dist/$function/bootstrap" "$root/dist/sbom/$function.cdx.json"
done
