# What people need: who reads, the table, and what the functions write in their logs; who also starts, replays, sends again or cancels,
# the dispatcher, which carries out each command. Attach these policies to their roles or
# groups.
locals {
  people = {
    reader = {
      table     = ["dynamodb:GetItem", "dynamodb:Query"]
      open-runs = ["dynamodb:Query"]
      stack-key = ["kms:Decrypt", "kms:DescribeKey"]
      own-logs  = ["logs:StartQuery", "logs:GetQueryResults"]
      insights  = ["logs:StopQuery"]
    }
    operator = {
      table      = ["dynamodb:GetItem", "dynamodb:Query"]
      open-runs  = ["dynamodb:Query"]
      stack-key  = ["kms:Decrypt", "kms:DescribeKey"]
      own-logs   = ["logs:StartQuery", "logs:GetQueryResults"]
      insights   = ["logs:StopQuery"]
      dispatcher = ["lambda:InvokeFunction"]
    }
  }

  resources_of_people = merge(local.shared_resources, {
    own-logs   = [for name in values(local.function_names) : "${local.arn.logs}:log-group:/aws/lambda/${name}:*"]
    dispatcher = ["${local.arn.lambda}:function:${local.function_names["dispatcher"]}"]
  })
}

resource "aws_iam_policy" "people" {
  for_each = local.people

  name        = "${var.name}-${each.key}-${local.region}"
  description = "For each ${each.key} of ${var.name}."
  tags        = var.tags

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      for word, actions in each.value : {
        Effect   = "Allow"
        Action   = actions
        Resource = local.resources_of_people[word]
      } if length(local.resources_of_people[word]) > 0
    ]
  })
}
