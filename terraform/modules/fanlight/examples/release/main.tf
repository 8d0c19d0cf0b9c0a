# A stack of a release, without this repository and without Go. Download into packages/ the four
# zips and checksums.txt of the release, and the program fanlight of your system; then:
#
#   (cd packages && sha256sum --check --ignore-missing checksums.txt)
#   fanlight compile --out reports.json report.yaml
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
  # The module and the packages are of one release.
  source = "git::https://github.com/fanlight/fanlight.git//terraform/modules/fanlight?ref=v0.1.0"

  name         = "fanlight-prod"
  reports_file = "${path.module}/reports.json"

  packages = {
    for f in ["dispatcher", "worker", "reporter", "janitor"] : f => {
      path = "${path.module}/packages/${f}.zip"
      hash = filebase64sha256("${path.module}/packages/${f}.zip")
    }
  }
}
