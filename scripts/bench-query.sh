#!/usr/bin/env bash
# Builds fanlight, DuckDB's side and the benchmark of queries, and runs it:
# scripts/bench-query.sh [-size 500MB] [-rounds N] [-other BINARY] [-only Q1,Q4] [-file LOG]
set -euo pipefail
cd "$(dirname "$0")/.."

command -v go >/dev/null || { echo "bench-query: go is not installed: want the version that go.mod names, see https://go.dev/dl" >&2; exit 1; }
for tool in "$(go env CC)" "$(go env CXX)"; do
	command -v "${tool%% *}" >/dev/null || {
		echo "bench-query: ${tool%% *} is not installed: DuckDB is linked with cgo and needs a C and a C++ compiler (Debian: apt install gcc g++)" >&2
		exit 1
	}
done

binaries=$(mktemp -d)
trap 'rm -rf "$binaries"' EXIT
go build -o "$binaries" ./cmd/fanlight ./scripts/benchquery
CGO_ENABLED=1 go build -C scripts/oracle -o "$binaries" ./duckdb
"$binaries/benchquery" -engine "$binaries/fanlight" -duckdb "$binaries/duckdb" "$@"
