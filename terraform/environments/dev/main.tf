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

# values.yaml names account and Region for the reports, too. An account's number begins with zeros
# where it has any, also where it is written without quotes.
locals {
  values  = yamldecode(file("${path.module}/values.yaml"))
  account = try(format("%012d", local.values.account), null)
}

provider "aws" {
  region              = local.values.region
  allowed_account_ids = local.account == null ? null : [local.account]

  default_tags {
    tags = { stack = local.values.stack }
  }
}

module "fanlight" {
  source = "../../modules/fanlight"

  name         = local.values.stack
  reports_file = var.reports_file
  packages     = var.packages

  protected          = false # it may be destroyed, with its archive
  retention_days     = 30
  log_retention_days = 14

  report_emails = [] # who gets the default report by mail: ["team@example.org"]
}
