#!/usr/bin/env bash
# Runs test suites that others wrote on the stand-in, and compares its speed with moto's server and
# dynalite: scripts/conformance.sh [moto] [dynalite] [dynamodb-conformance] [speed]; all without
# arguments. docs/stand-in.md has its figures. It is no part of .ci/run: it needs the suites.
#
# The suites come from GitHub, at the commits below. CONFORMANCE_MIRROR names a folder with their
# git directories as OWNER+NAME/repo, for a machine that cannot clone them. Their modules come
# from npm, and pytest from Debian's packages if Python has none. What cannot be had is named in a
# line that begins with SKIPPED.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
work=${CONFORMANCE_WORK:-${XDG_CACHE_HOME:-$HOME/.cache}/fanlight-conformance}
mkdir -p "$work"
servers=()

# The stand-in runs until its standard input ends, which this one does not.
mkfifo "$work/input.$$"
exec 9<>"$work/input.$$"
rm "$work/input.$$"
trap '((${#servers[@]} == 0)) || kill "${servers[@]}" 2>/dev/null || true' EXIT

moto_commit=5.2.1
dynalite_commit=c5e5b46ef5e51e7d907411c001db7839dd146088
ddb_commit=0ba4393668860db921afa5728feffe68b55e3e93

skip() { echo "SKIPPED $1: $2"; }

go build -o "$work/standin" ./scripts/conformance/standin
go build -o "$work/speed" ./scripts/conformance/speed
export STANDIN=$work/standin
export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1 PYTHONDONTWRITEBYTECODE=1

# suite OWNER NAME COMMIT: unpacks a suite at a commit into $work/NAME, once.
suite() {
	local git=${CONFORMANCE_MIRROR:-$work/mirror}/$1+$2/repo
	[[ -e $work/$2/.$3 ]] && return
	if [[ ! -d $git ]]; then
		git clone --quiet --bare "https://github.com/$1/$2" "$git" 2>"$work/error" || { skip "$2" "$(tail -1 "$work/error")"; return 1; }
	fi
	rm -rf "${work:?}/$2" && mkdir -p "$work/$2"
	git -C "$git" archive "$3" | tar x -C "$work/$2" || { skip "$2" "no commit $3"; return 1; }
	touch "$work/$2/.$3"
}

# modules NAME PACKAGE…: installs the modules of a suite, once.
modules() {
	command -v npm >/dev/null || { skip "$1" "no npm"; return 1; }
	[[ -d $work/$1/node_modules ]] && return
	(cd "$work/$1" && rm -f package-lock.json && npm install --no-audit --no-fund --silent "${@:2}") >"$work/error" 2>&1 || { skip "$1" "npm: $(tail -1 "$work/error")"; return 1; }
}

# listening PORT: waits until a server answers.
listening() {
	local i
	for ((i = 0; i < 100; i++)); do
		(exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return
		sleep 0.1
	done
	echo "no server at port $1" >&2
	return 1
}

free_port() { python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# pytest_path prints a folder for PYTHONPATH with pytest, if Python has none of its own.
pytest_path() {
	python3 -c 'import pytest, freezegun' 2>/dev/null && return
	if [[ ! -d $work/python ]]; then
		(mkdir -p "$work/debian" && cd "$work/debian" && apt-get download python3-pytest python3-pluggy python3-iniconfig python3-freezegun >/dev/null 2>&1 &&
			for package in *.deb; do dpkg -x "$package" "$work/python"; done) || return 1
	fi
	echo "$work/python/usr/lib/python3/dist-packages"
}

run_moto() {
	command -v python3 >/dev/null && python3 -c 'import moto, boto3' 2>/dev/null || { skip moto "no Python with moto and boto3"; return; }
	local path
	path=$(pytest_path) || { skip moto "no pytest"; return; }
	suite getmoto moto "$moto_commit" || return 0
	for tests in test_logs test_sqs test_dynamodb; do
		local log=$work/moto-$tests.log
		(cd "$work/moto" && STANDIN_ADDRESS=127.0.0.1:$(free_port) PYTHONPATH=$root/scripts/conformance:$path \
			timeout 1200 python3 -m pytest -p moto_on_standin -p no:cacheprovider -q --tb=line "tests/$tests") >"$log" 2>&1 || true
		echo "moto $moto_commit $tests: $(grep -E '^passed [0-9]+ ' "$log" || echo "ended early, see $log")"
	done
}

run_dynalite() {
	suite architect dynalite "$dynalite_commit" && modules dynalite || return 0
	local total="0 0 0" log
	for tests in batchGetItem batchWriteItem connection createTable deleteItem deleteTable describeTable getItem listTables putItem query scan updateItem; do
		log=$work/dynalite-$tests.log
		(cd "$work/dynalite" && timeout 300 node_modules/.bin/mocha --exit --require "$root/scripts/conformance/dynalite_on_standin.cjs" --reporter spec -t 8s "test/$tests.js") >"$log" 2>&1 || true
		total=$({ echo "passed ${total// / x }"; grep -E '^passed [0-9]+ ' "$log" || echo "passed 0 x 0 x 1"; } | awk '{ p += $2; r += $4; f += $6 } END { print p, r, f }')
	done
	read -r passed refused fell <<<"$total"
	echo "dynalite ${dynalite_commit:0:7}, by type and status: passed $passed refused $refused fell $fell"
}

run_dynamodb_conformance() {
	suite nubo-db dynamodb-conformance "$ddb_commit" && modules dynamodb-conformance || return 0
	local port log=$work/dynamodb-conformance
	port=$(free_port)
	"$STANDIN" "127.0.0.1:$port" <&9 >/dev/null &
	servers+=($!)
	listening "$port"
	for tier in tier1 tier2 tier3; do
		(cd "$work/dynamodb-conformance" && DYNAMODB_ENDPOINT=http://127.0.0.1:$port timeout 600 \
			npx vitest run "tests/$tier" --reporter=json --outputFile="$log-$tier.json") >"$log-$tier.log" 2>&1 || true
		echo "dynamodb-conformance ${ddb_commit:0:7} $tier: $(node scripts/conformance/vitest_counts.cjs "$log-$tier.json")"
	done
}

run_speed() {
	local own moto= dynalite= others=()
	own=$(free_port)
	"$STANDIN" "127.0.0.1:$own" <&9 >/dev/null &
	servers+=($!)
	if command -v moto_server >/dev/null; then
		moto=$(free_port)
		moto_server -p "$moto" >"$work/moto-server.log" 2>&1 &
		servers+=($!)
		others+=("moto=http://127.0.0.1:$moto")
	else
		skip "speed of moto" "no moto_server"
	fi
	if suite architect dynalite "$dynalite_commit" && modules dynalite; then
		dynalite=$(free_port)
		node "$work/dynalite/cli.js" --host 127.0.0.1 --port "$dynalite" --createTableMs 0 >"$work/dynalite-server.log" 2>&1 &
		servers+=($!)
		others+=("dynalite=http://127.0.0.1:$dynalite")
	fi
	for port in $own $moto $dynalite; do listening "$port"; done
	echo "speed: requests a second of the stand-in, divided by those of the other"
	"$work/speed" "http://127.0.0.1:$own" "${others[@]}"
}

for name in ${@:-moto dynalite dynamodb-conformance speed}; do
	case $name in
	moto | dynalite | speed) "run_$name" ;;
	dynamodb-conformance) run_dynamodb_conformance ;;
	*)
		echo "conformance: no suite $name: want moto, dynalite, dynamodb-conformance or speed" >&2
		exit 2
		;;
	esac
done
