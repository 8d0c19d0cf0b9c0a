locals {
  alarms = merge(local.dead_letter_alarms, local.notice_alarms, local.error_alarms, local.age_alarms, local.silence_alarm)

  alarm_defaults = {
    comparison = "GreaterThanOrEqualToThreshold"
    threshold  = 1
    period     = 300
    periods    = 1
    missing    = "notBreaching"
  }

  dead_letter_alarms = {
    for queue in keys(local.dead_letters) : queue => merge(local.alarm_defaults, {
      description = "The queue ${var.name}-${queue} has messages."
      namespace   = "AWS/SQS"
      metric      = "ApproximateNumberOfMessagesVisible"
      dimensions  = { QueueName = "${var.name}-${queue}" }
      statistic   = "Maximum"
    })
  }

  # The events of pkg/fanlight/effects.go that need an operator. RunEnded and Skipped do not.
  notices = {
    GaveUp         = "A run ended, and at least one destination did not get its report."
    Overdue        = "A run is not sent although its deadline has passed."
    MissedRun      = "A schedule did not start its run; the janitor started it late."
    MissedEditions = "A schedule did not start several runs, and the janitor has not started all of them."
    Broken         = "A message cannot be read, or an invariant of the protocol does not hold."
    UnknownReport  = "A schedule or a command named a report that is not deployed."
    OwnerUnreached = "The report's owner could not be notified of a failure."
    Held           = "An edition is incomplete, and its report says that it is not to be sent."
    Waiting        = "Queries have waited for minutes for a quota of Logs Insights."
  }

  notice_alarms = {
    for notice, description in local.notices : notice => merge(local.alarm_defaults, {
      description = description
      namespace   = "Fanlight"
      metric      = notice
      dimensions  = { Stack = var.name }
      statistic   = "Sum"
    })
  }

  # A redelivery or the next sweep repairs a single error.
  error_alarms = {
    for f, name in local.function_names : "${f}-errors" => merge(local.alarm_defaults, {
      description = "The ${f} failed at least three times within 15 minutes."
      namespace   = "AWS/Lambda"
      metric      = "Errors"
      dimensions  = { FunctionName = name }
      statistic   = "Sum"
      threshold   = 3
      period      = 900
    })
  }

  # Logs Insights ends a query after an hour; a report is tried five times.
  age_alarms = {
    for queue, seconds in { queries = 5400, reports = 1800 } : "${queue}-age" => merge(local.alarm_defaults, {
      description = "The oldest message in ${var.name}-${queue} is older than ${seconds / 60} minutes."
      namespace   = "AWS/SQS"
      metric      = "ApproximateAgeOfOldestMessage"
      dimensions  = { QueueName = "${var.name}-${queue}" }
      statistic   = "Maximum"
      threshold   = seconds
    })
  }

  # The janitor reports runs that fail or are missing. CloudWatch reports when the
  # janitor does not run.
  silence_alarm = {
    janitor-silent = merge(local.alarm_defaults, {
      description = "The janitor has not run for 15 minutes: it does not check the runs."
      namespace   = "AWS/Lambda"
      metric      = "Invocations"
      dimensions  = { FunctionName = local.function_names["janitor"] }
      statistic   = "Sum"
      comparison  = "LessThanThreshold"
      periods     = 3
      missing     = "breaching"
    })
  }
}

resource "aws_cloudwatch_metric_alarm" "main" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${each.key}"
  tags                = var.tags
  alarm_description   = each.value.description
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = each.value.statistic
  comparison_operator = each.value.comparison
  threshold           = each.value.threshold
  period              = each.value.period
  evaluation_periods  = each.value.periods
  treat_missing_data  = each.value.missing
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}
