#!/usr/bin/env bash
# Makes the place for an environment's Terraform state, once for each account and Region:
# scripts/bootstrap.sh ENV [--yes] [--bucket NAME]
# It makes a bucket (versions, encryption, private, TLS only), writes backend.hcl in the
# environment's folder, and the account into its values.yaml. It shows what it will do and
# asks; --yes does not ask. What is there already stays: run it again at any time. With --bucket the
# bucket is one of yours: it is only looked at.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() {
	echo "bootstrap: $1" >&2
	exit "${2:-1}"
}

env=${1:-} yes= own=
scripts/check-environment.sh "$env" "scripts/bootstrap.sh"
shift
while (($#)); do
	case $1 in
	--yes) yes=1 ;;
	--bucket) own=${2:?which bucket?} && shift ;;
	*) fail "invalid option $1: usage: scripts/bootstrap.sh ENV [--yes] [--bucket NAME]" 2 ;;
	esac
	shift
done

folder=terraform/environments/$env
value() { sed -n "s/^$1: *[\"']\{0,1\}\([^\"' #]*\).*/\1/p" "$folder/values.yaml"; }

# The pager of the AWS CLI 2 would wait for a key.
export AWS_PAGER=
command -v aws >/dev/null || fail "the AWS CLI is not installed (any version from 1.29 or 2.13): https://aws.amazon.com/cli" 2
region=$(value region)
[[ -n $region ]] || fail "$folder/values.yaml names no Region: write a line region: eu-central-1" 2
export AWS_REGION=$region AWS_DEFAULT_REGION=$region
identity=$(aws sts get-caller-identity --query '[Account,Arn]' --output text) ||
	fail "AWS does not know you: sign in (aws sso login, AWS_PROFILE), and see with aws sts get-caller-identity" 2
read -r account who <<<"$identity"
known=$(value account)
[[ -z $known || $known == "$account" ]] ||
	fail "$folder/values.yaml is of account $known, and you are signed in to $account: use the credentials of $known, or change the file" 2

bucket=${own:-fanlight-state-$account-$region}
backend="bucket       = \"$bucket\"
key          = \"fanlight/$env.tfstate\"
region       = \"$region\"
encrypt      = true
use_lockfile = true"
if [[ -e $folder/backend.hcl ]] && ! grep -q "^bucket *= *\"$bucket\"" "$folder/backend.hcl"; then
	fail "$folder/backend.hcl names another bucket than $bucket: delete the file first if no stack of it is left, or keep it, and deploy"
fi

# Whether a bucket is there, and ours: S3 says 404 of one that nobody has, and 403 of another account's.
there() {
	local answer
	answer=$(aws s3api head-bucket --bucket "$bucket" --expected-bucket-owner "$account" 2>&1 >/dev/null) && return 0
	[[ $answer == *404* || $answer == *"Not Found"* ]] && return 1
	fail "bucket $bucket cannot be used: ${answer:-no answer}"
}

state=new
there && state=there
if [[ -n $own ]]; then
	[[ $state == there ]] || fail "there is no bucket $bucket in account $account"
	[[ $(aws s3api get-bucket-versioning --bucket "$bucket" --query Status --output text) == Enabled ]] ||
		fail "bucket $bucket keeps no versions, so that a state that was lost stays lost: aws s3api put-bucket-versioning --bucket $bucket --versioning-configuration Status=Enabled"
fi

echo "account $account, Region $region, as $who"
if [[ -n $own ]]; then
	echo "  bucket   $bucket: is used as it is"
elif [[ $state == there ]]; then
	echo "  bucket   $bucket: is there; versions, encryption, no public access and TLS are set again"
else
	echo "  bucket   $bucket: is made, with versions, encryption, without public access, for TLS only"
fi
[[ -e $folder/backend.hcl ]] && echo "  $folder/backend.hcl: is there" || echo "  $folder/backend.hcl: is written"
[[ -n $known ]] && echo "  $folder/values.yaml: has the account" || echo "  $folder/values.yaml: gets the account"

if [[ -z $yes ]]; then
	[[ -t 0 ]] || fail "nothing was done: there is no terminal to ask on, and --yes was not given" 2
	read -rp "Go on? [y/N] " answer
	[[ $answer == [yY]* ]] || fail "nothing was done"
fi

policy() {
	local partition=aws
	case $region in
	cn-*) partition=aws-cn ;;
	us-gov-*) partition=aws-us-gov ;;
	esac
	printf '{"Version":"2012-10-17","Statement":[{"Sid":"TLSOnly","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:%s:s3:::%s","arn:%s:s3:::%s/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}' \
		"$partition" "$bucket" "$partition" "$bucket"
}

if [[ -z $own ]]; then
	if [[ $state == new ]]; then
		# us-east-1 is the one Region that may not be named
		# (docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html).
		place=(--create-bucket-configuration "LocationConstraint=$region")
		[[ $region == us-east-1 ]] && place=()
		aws s3api create-bucket --bucket "$bucket" ${place[@]+"${place[@]}"} >/dev/null
		aws s3api wait bucket-exists --bucket "$bucket"
	fi
	aws s3api put-public-access-block --bucket "$bucket" \
		--public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true
	aws s3api put-bucket-versioning --bucket "$bucket" --versioning-configuration Status=Enabled
	aws s3api put-bucket-encryption --bucket "$bucket" \
		--server-side-encryption-configuration '{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"}}]}'
	aws s3api put-bucket-policy --bucket "$bucket" --policy "$(policy)"
fi

# A file of Terraform's state names one bucket: its other lines may be changed by hand.
[[ -e $folder/backend.hcl ]] || printf '%s\n' "$backend" >"$folder/backend.hcl"
[[ -n $known ]] || printf 'account: "%s"\n' "$account" >>"$folder/values.yaml"
echo "made: s3://$bucket, $folder/backend.hcl, the account in $folder/values.yaml"
echo "next: make deploy ENV=$env"
