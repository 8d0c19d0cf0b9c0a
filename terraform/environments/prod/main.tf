terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.90, < 7.0"
    }
  }

  # backend.hcl says where the state is; see ../backend.hcl.example.
  backend "s3" {}
}

provider "aws" {
  region = "eu-central-1"

  default_tags {
    tags = { stack = "fanlight-prod" }
  }
}

module "fanlight" {
  source = "../../modules/fanlight"

  name         = "fanlight-prod"
  reports_file = var.reports_file
  packages     = var.packages

  protected    = true # scripts/destroy.sh refuses to delete anything
  alarm_emails = []   # who is on call: ["team@example.org"]
}
