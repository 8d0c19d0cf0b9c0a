#!/usr/bin/env bash
# Builds the four functions for Lambda and zips them into dist/. The same source
# gives the same zips, so that Terraform replaces only the functions that changed.
# dist/packages.tfvars.json holds their paths and hashes for Terraform.
set -euo pipefail
cd "$(dirname "$0")/.."

make --no-print-directory build
go run ./scripts/pack dispatcher worker reporter janitor
