#!/usr/bin/env bash
# Prints the version of what is checked out: the tag of this commit, such as v0.1.0, else
# devel- and a hash of the code that programs and functions are built of. So the same code has
# the same version on every machine, whatever else has changed.
set -euo pipefail
cd "$(dirname "$0")/.."

code=(cmd functions pkg go.mod go.sum ':!*_test.go' ':!**/testdata/**')
if tag=${GORELEASER_CURRENT_TAG:-$(git describe --tags --exact-match 2>/dev/null)} && git diff --quiet HEAD -- "${code[@]}"; then
	echo "$tag"
	exit
fi
echo "devel-$(git ls-files -z "${code[@]}" | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-12)"
