locals {
  queues = local.deployment.queues

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

# AWS advises a visibility of six times the function's timeout, as a message that is received
# for a throttled function stays hidden (docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html).
# Six times 900 s would be longer than a report's deadline: a worker hides and hands back its messages
# itself (docs/protocol.md), and the alarms of throttles report the rest.
resource "aws_sqs_queue" "main" {
  for_each = local.queues

  name                       = "${var.name}-${each.key}"
  visibility_timeout_seconds = each.value.visibility
  message_retention_seconds  = 4 * 24 * 3600
  sqs_managed_sse_enabled    = var.kms_key_arn == null ? true : null # one or the other
  kms_master_key_id          = var.kms_key_arn
  tags                       = var.tags
  policy                     = local.tls_only[each.key]

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead["${each.key}-dead"].arn
    maxReceiveCount     = local.deployment.max_receives
  })
}

resource "aws_sqs_queue" "dead" {
  for_each = local.dead_letters

  name                      = "${var.name}-${each.key}"
  message_retention_seconds = local.deployment.dead_letter_retention
  sqs_managed_sse_enabled   = var.kms_key_arn == null ? true : null
  kms_master_key_id         = var.kms_key_arn
  tags                      = var.tags
  policy                    = local.tls_only[each.key]
  redrive_allow_policy      = jsonencode(each.value)
}
