# Alarms on a topic that is there already, such as the one of everybody on call. The stack's
# own topic keeps them too; nobody needs to subscribe to it. The packages are made as in
# ../smallest.
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

# Its policy must let events.amazonaws.com publish
# (docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html).
data "aws_sns_topic" "on_call" {
  name = "on-call"
}

module "fanlight" {
  source = "../.."

  name         = "fanlight-prod"
  reports_file = "${path.module}/reports.json"
  packages     = jsondecode(file("${path.module}/../../../../../dist/packages.tfvars.json")).packages
}

# CloudWatch puts an event for each change of an alarm
# (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html).
resource "aws_cloudwatch_event_rule" "alarms" {
  name        = "fanlight-prod-alarms"
  description = "Alarms of the stack fanlight-prod."

  event_pattern = jsonencode({
    source      = ["aws.cloudwatch"]
    detail-type = ["CloudWatch Alarm State Change"]
    resources   = [{ prefix = "arn:aws:cloudwatch:${module.fanlight.region}:${data.aws_caller_identity.current.account_id}:alarm:${module.fanlight.stack}-" }]
    detail      = { state = { value = ["ALARM"] } }
  })
}

resource "aws_cloudwatch_event_target" "on_call" {
  rule = aws_cloudwatch_event_rule.alarms.name
  arn  = data.aws_sns_topic.on_call.arn

  input_transformer {
    input_paths    = { alarm = "$.detail.alarmName", why = "$.detail.state.reason" }
    input_template = "\"<alarm>: <why>\""
  }
}
