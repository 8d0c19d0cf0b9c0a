#!/usr/bin/env bash
# Writes the gallery of all forms, and measures its pages with Chromium and axe-core where
# these can be had: scripts/gallery.sh [-chromium PROGRAM] [document …]
set -euo pipefail
cd "$(dirname "$0")/.."

checks=$(mktemp -d)
trap 'rm -rf "$checks"' EXIT
axe=
if command -v npm >/dev/null && npm install --prefix "$checks" --no-save --ignore-scripts --no-audit --no-fund axe-core@4 >/dev/null 2>&1; then
	axe=$checks/node_modules/axe-core/axe.min.js
fi
go run ./scripts/gallery ${axe:+-axe "$axe"} "$@"
echo "out/gallery/index.html"
