data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

# ARNs are made of names rather than taken from resources, so that they are
# known when planning and policies can name each other without a cycle.
locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.id

  arn = {
    for service in ["dynamodb", "events", "kms", "lambda", "logs", "oam", "scheduler", "ses", "sns", "sqs", "ssm"] :
    service => "arn:${local.partition}:${service}:${local.region}:${local.account}"
  }
}
