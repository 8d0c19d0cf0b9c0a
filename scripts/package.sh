#!/usr/bin/env bash
# Builds the four functions and zips them into dist/, each as Lambda takes it. The
# same source gives the same zips, so that Terraform changes only what changed.
# dist/packages.tfvars.json tells Terraform their paths and hashes.
set -euo pipefail
cd "$(dirname "$0")/.."

make --no-print-directory build
go run ./scripts/pack dispatcher worker reporter janitor
