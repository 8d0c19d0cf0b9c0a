#!/usr/bin/env bash
# Prepares a Terraform folder: scripts/terraform-init.sh FOLDER [INIT-OPTION…]
# The AWS provider comes from TERRAFORM_PLUGIN_DIR or from a mirror in one of the
# usual places, so that tests need no network; else from the public registry.
set -euo pipefail

folder=$1
shift

# A configuration file that is named but missing is a warning in every output.
[[ -e ${TF_CLI_CONFIG_FILE:-/} ]] || unset TF_CLI_CONFIG_FILE

mirror=${TERRAFORM_PLUGIN_DIR:-}
if [[ -z $mirror ]]; then
	provider=$(find /opt /usr/share /usr/local/share "$HOME/.terraform.d" -maxdepth 5 -type d -path '*/hashicorp/aws' -print -quit 2>/dev/null || true)
	mirror=${provider:+$(dirname "$(dirname "$(dirname "$provider")")")}
fi

terraform -chdir="$folder" init -input=false ${mirror:+-plugin-dir="$mirror"} "$@"
