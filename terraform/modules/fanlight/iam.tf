# permissions.json lists the actions that each function needs: those that its code
# calls ("function"; a test compares them with the code), those that Lambda calls for it
# ("lambda"): polling its queue, writing its log, keeping an event that failed, and those
# that services ask of its role: CloudWatch for linked accounts, and DynamoDB, S3, SNS and
# SQS for a key of yours ("encryption").
locals {
  permissions = jsondecode(file("${path.module}/permissions.json"))

  policies = {
    for f, callers in local.permissions : f => jsonencode({
      Version = "2012-10-17"
      Statement = flatten([
        for caller, permissions in callers : [
          for word, actions in permissions : merge(
            {
              Sid      = "${title(caller)}${replace(title(replace(word, "-", " ")), " ", "")}"
              Effect   = "Allow"
              Action   = actions
              Resource = local.resources[f][word]
            },
            { for key, condition in { Condition = try(local.conditions[f][word], null) } : key => condition if condition != null },
          ) if length(local.resources[f][word]) > 0
        ]
      ])
    })
  }
}

# IAM's names belong to the account, so they carry the Region.
resource "aws_iam_role" "function" {
  for_each = local.functions

  name                 = "${local.function_names[each.key]}-${local.region}"
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "function" {
  for_each = local.functions

  name   = "exactly-what-it-calls"
  role   = aws_iam_role.function[each.key].name
  policy = local.policies[each.key]

  # A worker of an earlier version had its log groups here: they move without a moment
  # in which it has none.
  depends_on = [aws_iam_role_policy_attachment.log_groups]

  lifecycle {
    precondition {
      condition     = length(local.policies[each.key]) <= 10240
      error_message = "The policy of the ${each.key} has ${length(local.policies[each.key])} characters, IAM takes 10,240: the reports name too many secrets or places for one stack (${length(local.secrets)} and ${length(local.topics.reporter) + length(local.buses.reporter) + length(local.archives.reporter) + length(local.indexes.reporter)}). Deploy some of the reports in another stack."
    }

    precondition {
      condition     = each.key != "worker" || length(local.log_group_policies) <= local.most_policies
      error_message = "The reports name ${length(local.log_group_arns)} log groups, which need ${length(local.log_group_policies)} policies on the worker's role: at most ${local.most_policies} have room. Either write a name that ends in * in the log_groups of a report, such as \"/aws/lambda/shop-*\": it takes the place of every log group that it covers. Or select log groups by their tags, as in { tag: \"team=shop\" }. Or deploy some of the reports in another stack."
    }

    precondition {
      condition     = each.key != "worker" || length(jsonencode(local.log_group_tag_policy)) <= local.policy_size
      error_message = "The reports select log groups by ${length(local.log_group_tag_conditions)} combinations of tags, which need a policy of ${length(jsonencode(local.log_group_tag_policy))} characters: IAM takes ${local.policy_size}. Give the log groups of these reports one tag, or deploy some of the reports in another stack."
    }
  }
}

# The conditions keep the scheduler from using the role for another account's
# schedules, or for another group's.
resource "aws_iam_role" "scheduler" {
  name                 = "${var.name}-scheduler-${local.region}"
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "scheduler.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = {
          "aws:SourceAccount" = local.account
          "aws:SourceArn"     = "${local.arn.scheduler}:schedule-group/${var.name}"
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "scheduler" {
  name = "start-and-keep-what-failed"
  role = aws_iam_role.scheduler.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([
      {
        Effect   = "Allow"
        Action   = ["lambda:InvokeFunction"]
        Resource = [for f in ["dispatcher", "janitor"] : aws_lambda_function.main[f].arn]
      },
      {
        Effect   = "Allow"
        Action   = ["sqs:SendMessage"]
        Resource = [local.queue_arns["dispatch-dead"]]
      },
      ], [
      for key in local.shared_resources.stack-key : {
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = [key]
        Condition = { StringEquals = { "kms:ViaService" = ["sqs.${local.region}.${data.aws_partition.current.dns_suffix}"] } }
      }
    ])
  })
}
