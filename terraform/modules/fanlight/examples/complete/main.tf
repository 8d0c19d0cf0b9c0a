# A stack with every setting. The packages are made as in ../smallest.
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

data "aws_caller_identity" "current" {}

module "fanlight" {
  source = "../.."

  name         = "fanlight-complete"
  reports_file = "${path.module}/reports.json"
  packages     = jsondecode(file("${path.module}/../../../../../dist/packages.tfvars.json")).packages

  # What other users of the account leave of Logs Insights.
  insights_limit       = 100
  insights_concurrency = 40
  insights_start_rate  = 5
  insights_read_rate   = 5

  catch_up_editions = 5
  catch_up_days     = 14

  retention_days     = 400
  log_level          = "info"
  log_retention_days = 90
  protected          = true

  alarm_emails  = ["on-call@example.org"]
  report_emails = ["team@example.org"]
  fine_alarms   = true
  dashboard     = true

  permissions_boundary = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:policy/boundary"
  kms_key_arn          = aws_kms_key.fanlight.arn
  tags                 = { team = "platform", cost-center = "42" }
}

# The key lets IAM policies of the account decide, as the default policy of a key does, and lets
# CloudWatch Logs encrypt the functions' logs
# (docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html).
resource "aws_kms_key" "fanlight" {
  description         = "What Fanlight stores."
  enable_key_rotation = true

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Account"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Sid       = "Logs"
        Effect    = "Allow"
        Principal = { Service = "logs.eu-central-1.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource  = "*"
        Condition = { ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:aws:logs:eu-central-1:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/fanlight-complete-*" } }
      },
    ]
  })
}

# Who is on call may start, replay and send reports again; who reads them may look.
resource "aws_iam_role_policy_attachment" "on_call" {
  role       = "on-call"
  policy_arn = module.fanlight.policies.operator
}

resource "aws_iam_role_policy_attachment" "developers" {
  role       = "developers"
  policy_arn = module.fanlight.policies.reader
}
