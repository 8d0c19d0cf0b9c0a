locals {
  # A message comes again after its visibility. A query's is the worker's
  # timeout, the least that Lambda takes; the worker itself shortens it once it
  # has the message. A report's outlasts the reporter's lease (its timeout and
  # 60 s), so that a redelivery after a crash finds the lease over.
  queues = {
    queries = { visibility = local.functions.worker.timeout }
    reports = { visibility = local.functions.reporter.timeout + 120 }
  }

  # Failed dispatches come from the scheduler and from Lambda, not from a queue.
  dead_letters = {
    queries-dead  = { redrivePermission = "byQueue", sourceQueueArns = [local.queue_arns["queries"]] }
    reports-dead  = { redrivePermission = "byQueue", sourceQueueArns = [local.queue_arns["reports"]] }
    dispatch-dead = { redrivePermission = "denyAll" }
  }

  queue_arns = {
    for queue in ["queries", "queries-dead", "reports", "reports-dead", "dispatch-dead"] :
    queue => "${local.arn.sqs}:${var.name}-${queue}"
  }

  # Handing messages back costs receives too: a worker does so every ten minutes,
  # and a query may run for an hour.
  max_receives = 20

  tls_only = {
    for queue, arn in local.queue_arns : queue => jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Sid       = "TLSOnly"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      }]
    })
  }
}

resource "aws_sqs_queue" "main" {
  for_each = local.queues

  name                       = "${var.name}-${each.key}"
  visibility_timeout_seconds = each.value.visibility
  message_retention_seconds  = 4 * 24 * 3600
  sqs_managed_sse_enabled    = true
  policy                     = local.tls_only[each.key]

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead["${each.key}-dead"].arn
    maxReceiveCount     = local.max_receives
  })
}

resource "aws_sqs_queue" "dead" {
  for_each = local.dead_letters

  name                      = "${var.name}-${each.key}"
  message_retention_seconds = 14 * 24 * 3600
  sqs_managed_sse_enabled   = true
  policy                    = local.tls_only[each.key]
  redrive_allow_policy      = jsonencode(each.value)
}
