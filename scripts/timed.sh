#!/usr/bin/env bash
# Runs a part of the checks and prints its name and time: scripts/timed.sh NAME COMMAND…
set -euo pipefail

name=$1
shift
"$@"
echo "$name $SECONDS s"
