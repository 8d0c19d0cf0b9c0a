locals {
  reports_topic = "${local.arn.sns}:${var.name}-reports"

  # The functions that may publish: the reporter, and the janitor if the topic is a report's owner.
  publishers = [
    for f in ["reporter", "janitor"] : "arn:${local.partition}:iam::${local.account}:role/${local.function_names[f]}-${local.region}"
    if f == "reporter" || contains(local.topics[f], local.reports_topic)
  ]
}

# What reports say is log content: encrypted with your key, or with SNS' managed key, whose policy lets every
# principal of the account use it through SNS (docs.aws.amazon.com/sns/latest/dg/sns-key-management.html).
# The topic of alarms is another one: who is on call is not who reads reports.
resource "aws_sns_topic" "reports" {
  name              = "${var.name}-reports"
  kms_master_key_id = coalesce(var.kms_key_arn, "alias/aws/sns")
  tags              = var.tags
}

# A deny counts whatever the policies of users allow. For a function, aws:PrincipalArn is its role
# (docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html).
resource "aws_sns_topic_policy" "reports" {
  arn = aws_sns_topic.reports.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "PublishersOnly"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.reports.arn
        Condition = { ArnNotEquals = { "aws:PrincipalArn" = local.publishers } }
      },
      {
        Sid       = "TLSOnly"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.reports.arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}

resource "aws_sns_topic_subscription" "reports" {
  for_each = var.report_emails

  topic_arn = aws_sns_topic.reports.arn
  protocol  = "email"
  endpoint  = each.key
}
