resource "aws_scheduler_schedule_group" "main" {
  name = var.name
  tags = var.tags
}

locals {
  # Whether the last day of a report was over when the plan was made. AWS does not say what
  # it makes of an end date in the past, so such a report has no schedule.
  over = { for name, r in local.reports : name => try(timecmp(plantimestamp(), r.end_date) > 0, false) }
}

resource "aws_scheduler_schedule" "report" {
  for_each = { for name, r in local.reports : name => r if r.schedule_expression != "" && !local.over[name] }

  name                         = each.key
  group_name                   = aws_scheduler_schedule_group.main.name
  description                  = "Starts report ${each.key}."
  schedule_expression          = each.value.schedule_expression
  schedule_expression_timezone = each.value.timezone
  state                        = each.value.paused ? "DISABLED" : "ENABLED"
  end_date                     = each.value.end_date == "" ? null : each.value.end_date

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_lambda_function.main["dispatcher"].arn
    role_arn = aws_iam_role.scheduler.arn

    # The scheduler replaces <aws.…> in this text, and jsonencode writes
    # angle brackets as \u003c and \u003e.
    input = replace(replace(jsonencode({
      report         = each.key
      scheduled_time = "<aws.scheduler.scheduled-time>"
    }), "\\u003c", "<"), "\\u003e", ">")

    dead_letter_config {
      arn = local.queue_arns["dispatch-dead"]
    }

    retry_policy {
      maximum_event_age_in_seconds = 3600
      maximum_retry_attempts       = 20
    }
  }

  depends_on = [aws_dynamodb_table_item.report, aws_iam_role_policy.scheduler, aws_sqs_queue.dead]
}

# A report's name has no underscore, so none can take this one.
resource "aws_scheduler_schedule" "janitor" {
  name                = "janitor_sweep"
  group_name          = aws_scheduler_schedule_group.main.name
  description         = "Sees to it that no run stays open and none is silently missing."
  schedule_expression = "rate(${local.deployment.sweep_minutes} minutes)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_lambda_function.main["janitor"].arn
    role_arn = aws_iam_role.scheduler.arn
    input    = "{}"

    retry_policy {
      maximum_event_age_in_seconds = 60
      maximum_retry_attempts       = 0
    }
  }

  depends_on = [aws_iam_role_policy.scheduler]
}
