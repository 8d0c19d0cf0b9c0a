# What people need: who reads, the table; who also starts, replays, sends again or cancels,
# the dispatcher, which carries out each command. Attach these policies to their roles or
# groups.
locals {
  people = {
    reader = {
      table     = ["dynamodb:GetItem", "dynamodb:Query"]
      open-runs = ["dynamodb:Query"]
      stack-key = ["kms:Decrypt", "kms:DescribeKey"]
    }
    operator = {
      table      = ["dynamodb:GetItem", "dynamodb:Query"]
      open-runs  = ["dynamodb:Query"]
      stack-key  = ["kms:Decrypt", "kms:DescribeKey"]
      dispatcher = ["lambda:InvokeFunction"]
    }
  }

  resources_of_people = merge(local.shared_resources, {
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
