# The smallest stack: everything else has a default. Before, in the root of the repository:
#
#   make package                                        # dist/*.zip and dist/packages.tfvars.json
#   bin/fanlight compile --out reports.json report.yaml # in this folder
terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.90, < 7.0"
    }
  }
}

provider "aws" {
  region = "eu-central-1"
}

module "fanlight" {
  source = "../.."

  name         = "fanlight-small"
  reports_file = "${path.module}/reports.json"
  packages     = jsondecode(file("${path.module}/../../../../../dist/packages.tfvars.json")).packages
}
