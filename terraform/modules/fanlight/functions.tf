locals {
  # Timeouts, visibilities and so on: pkg/stack has the same table for the
  # programs, and a test compares the two. Times are in seconds.
  deployment = jsondecode(file("${path.module}/deployment.json"))
  functions  = local.deployment.functions

  # Lambda's least maximum_concurrency of an event source is 2; two workers
  # share the queries that may run at a time.
  workers = local.deployment.workers

  concurrency = coalesce(var.insights_concurrency, min(25, var.insights_limit))

  environments = {
    worker = {
      FANLIGHT_SLOTS          = tostring(ceil(local.concurrency * 3 / 4)) # a worker may take what the other leaves
      FANLIGHT_CONCURRENCY    = tostring(local.concurrency)
      FANLIGHT_INSIGHTS_LIMIT = tostring(var.insights_limit)
      FANLIGHT_START_RATE     = tostring(var.insights_start_rate)
      FANLIGHT_READ_RATE      = tostring(var.insights_read_rate)
    }
    janitor = {
      FANLIGHT_CATCH_UP_EDITIONS = tostring(var.catch_up_editions)
      FANLIGHT_CATCH_UP_DAYS     = tostring(var.catch_up_days)
    }
  }

  function_names = { for key in keys(local.functions) : key => "${var.name}-${key}" }
}

resource "aws_cloudwatch_log_group" "function" {
  for_each = local.functions

  name              = "/aws/lambda/${local.function_names[each.key]}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
  tags              = var.tags
}

resource "aws_lambda_function" "main" {
  for_each = local.functions

  function_name    = local.function_names[each.key]
  role             = aws_iam_role.function[each.key].arn
  runtime          = "provided.al2023"
  architectures    = ["arm64"]
  handler          = "bootstrap"
  filename         = var.packages[each.key].path
  source_code_hash = var.packages[each.key].hash
  timeout          = each.value.timeout
  memory_size      = each.value.memory
  tags             = var.tags

  environment {
    # FANLIGHT_QUERY_DEAD is for functions of an earlier version, which do not start
    # without it: they still run while a deployment or a rollback is under way.
    variables = merge({
      FANLIGHT_TABLE           = aws_dynamodb_table.ledger.name
      FANLIGHT_QUERY_QUEUE     = aws_sqs_queue.main["queries"].url
      FANLIGHT_REPORT_QUEUE    = aws_sqs_queue.main["reports"].url
      FANLIGHT_QUERY_DEAD      = aws_sqs_queue.dead["queries-dead"].url
      FANLIGHT_RETENTION_DAYS  = tostring(var.retention_days)
      FANLIGHT_TIMEOUT_SECONDS = tostring(each.value.timeout)
      FANLIGHT_LOG_LEVEL       = var.log_level
    }, lookup(local.environments, each.key, {}))
  }

  logging_config {
    log_format = "Text" # metrics are lines in the embedded metric format
    log_group  = aws_cloudwatch_log_group.function[each.key].name
  }

  depends_on = [aws_iam_role_policy.function, aws_iam_role_policy_attachment.log_groups]
}
