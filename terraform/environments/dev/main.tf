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
    tags = { stack = "fanlight-dev" }
  }
}

module "fanlight" {
  source = "../../modules/fanlight"

  name         = "fanlight-dev"
  reports_file = var.reports_file
  packages     = var.packages

  protected          = false # it may be destroyed
  retention_days     = 30
  log_retention_days = 14
}
