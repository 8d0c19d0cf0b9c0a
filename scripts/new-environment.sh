#!/usr/bin/env bash
# Makes an environment: scripts/new-environment.sh NAME [--like ENV] [--region REGION]
# It is a folder of terraform/environments with the settings of another one, by default dev, and
# a stack of its own, fanlight-NAME. Nothing is deployed.
set -euo pipefail
cd "$(dirname "$0")/.."

usage() {
	echo "$1" >&2
	echo "usage: scripts/new-environment.sh NAME [--like ENV] [--region REGION]" >&2
	exit 2
}

name=${1:-} like=dev region=
[[ $name =~ ^[a-z][a-z0-9-]{0,21}[a-z0-9]$ ]] || usage "invalid name \"$name\": want 2 to 23 small letters, digits and hyphens, such as staging"
shift
while (($#)); do
	(($# > 1)) || usage "$1 needs a value"
	case $1 in
	--like) like=$2 ;;
	--region) region=$2 ;;
	*) usage "invalid option $1" ;;
	esac
	shift 2
done

from=terraform/environments/$like to=terraform/environments/$name
scripts/check-environment.sh "$like" "scripts/new-environment.sh $name --like"
[[ ! -e $to ]] || usage "$to is there already"
[[ -z $region || $region =~ ^[a-z]{2}(-[a-z]+)+-[0-9]$ ]] || usage "invalid Region \"$region\": want one such as eu-central-1"
region=${region:-$(sed -n 's/^region: *//p' "$from/values.yaml")}

mkdir "$to"
trap 'rm -rf "$to"' ERR
cp "$from"/*.tf "$to"
rm -f "$to/backend_override.tf"

# The account may be another one: scripts/bootstrap.sh writes it.
sed -e "s/^env: .*/env: $name/" -e "s/^stack: .*/stack: fanlight-$name/" -e "s/^region: .*/region: $region/" -e '/^account:/d' \
	"$from/values.yaml" >"$to/values.yaml"

cat <<END
made $to, with the settings of $like:
  main.tf      what the stack does: protection, retention, alarms, addresses
  values.yaml  its name (fanlight-$name), its Region ($region), and values for reports
next: scripts/bootstrap.sh $name, then make deploy ENV=$name
END
