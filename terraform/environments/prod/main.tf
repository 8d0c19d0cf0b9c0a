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

  protected   = true # scripts/destroy.sh refuses to delete anything
  fine_alarms = true # docs/costs.md has their price, and that of a dashboard

  alarm_emails  = [] # who is on call: ["on-call@example.org"]
  report_emails = [] # who gets by mail what reports send to the stack's topic: ["team@example.org"]
}
