#!/usr/bin/env bash
# Makes the files of a release, in dist/release: scripts/release.sh [VERSION]
# VERSION is a tag of the commit that is checked out, such as v0.1.0. Without it
# the release is a snapshot. Nothing is published; see docs/release.md.
set -euo pipefail
cd "$(dirname "$0")/.."

version=${1:-}
options=(--snapshot)
if [[ -n $version ]]; then
	grep -q "^## \[${version#v}\]" CHANGELOG.md || { echo "CHANGELOG.md has no heading [${version#v}]" >&2; exit 1; }
	export GORELEASER_CURRENT_TAG=$version
	options=(--skip=publish,announce)
fi
go tool -modfile=.ci/tools/release/go.mod goreleaser release --clean "${options[@]}"

rm -rf dist/release
mkdir dist/release
cp dist/goreleaser/{*.tar.gz,*.zip,*.cdx.json,checksums.txt} dist/{dispatcher,worker,reporter,janitor}.zip dist/sbom/*.cdx.json dist/release
cd dist/release
sha256sum --check --quiet checksums.txt
(($(wc -l <checksums.txt) == 21)) || { cat checksums.txt; echo "want 6 programs, 4 functions, their licences and 10 lists of modules" >&2; exit 1; }

# Files of the same name would replace each other in an archive without an error.
texts=$(find ../licenses -type f | wc -l)
for archive in *.tar.gz; do
	packed=$(tar -tzf "$archive" | grep -c '^licenses/.*[^/]$')
	[[ $packed == "$texts" ]] || { echo "$archive holds $packed licence texts of $texts" >&2; exit 1; }
done

version=$(sed 's/.*"version":"\([^"]*\)".*/\1/' ../goreleaser/metadata.json)
echo "release: fanlight $version in dist/release: 6 programs, 4 functions, $texts licence texts, 10 lists of modules; nothing was published"
