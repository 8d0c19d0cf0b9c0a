locals {
  few_reports = 5

  # Two workers share the queries that may run at a time. Reporters need a limit only where many
  # reports can be due at once: without one, Lambda polls an idle queue with two pollers instead
  # of five (docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html, docs/costs.md).
  event_sources = {
    for name, queue in local.queues : queue.function => {
      queue = name, batch = queue.batch, limited = queue.function == "worker" || length(local.reports) > local.few_reports
    }
  }

  # A run whose dispatch failed is started by the janitor, later; a sweep that
  # failed is not repeated, because the next one does its work.
  asynchronous = {
    dispatcher = { retries = 2, age = 3600, dead_letters = [local.queue_arns["dispatch-dead"]] }
    janitor    = { retries = 0, age = 60, dead_letters = [] }
  }
}

resource "aws_lambda_event_source_mapping" "main" {
  for_each = local.event_sources

  function_name           = aws_lambda_function.main[each.key].arn
  event_source_arn        = aws_sqs_queue.main[each.value.queue].arn
  batch_size              = each.value.batch
  function_response_types = ["ReportBatchItemFailures"]
  tags                    = var.tags

  dynamic "scaling_config" {
    for_each = each.value.limited ? [local.workers] : []

    content {
      maximum_concurrency = scaling_config.value
    }
  }
}

resource "aws_lambda_function_event_invoke_config" "main" {
  for_each = local.asynchronous

  function_name                = aws_lambda_function.main[each.key].function_name
  maximum_retry_attempts       = each.value.retries
  maximum_event_age_in_seconds = each.value.age

  dynamic "destination_config" {
    for_each = each.value.dead_letters

    content {
      on_failure {
        destination = destination_config.value
      }
    }
  }

  depends_on = [aws_sqs_queue.dead]
}
