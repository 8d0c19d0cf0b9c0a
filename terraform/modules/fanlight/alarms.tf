locals {
  # Each alarm costs as much as three daily reports (docs/costs.md). Two are
  # enough to learn of everything that needs a person: a function that fails, or a message
  # that is lost, ends in a notice. The fine alarms name the cause.
  alarms = merge(
    local.attention_alarm, local.silence_alarm,
    var.fine_alarms ? merge(local.notice_alarms, local.dead_letter_alarms, local.error_alarms, local.throttle_alarms, local.age_alarms) : {},
  )

  alarm_defaults = {
    comparison = "GreaterThanOrEqualToThreshold"
    threshold  = 1
    period     = 300
    periods    = 1
    missing    = "notBreaching"
    recovery   = false # whether its end is news: of a count of events it is not
    silence    = false # whether it is news that there are no data
  }

  # The functions count each of the notices below here, too (pkg/lambdaevent/metrics.go).
  attention_alarm = {
    Attention = merge(local.alarm_defaults, {
      description = "Something needs a person: the events in the functions' logs say what, and docs/operations.md what to do."
      namespace   = "Fanlight"
      metric      = "Attention"
      dimensions  = { Stack = var.name }
      statistic   = "Sum"
    })
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

  # The events of pkg/fanlight/effects.go that need a person. RunEnded and Skipped do not.
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

  # A new account runs ten functions at a time (docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html).
  # A message that was received for a throttled function stays hidden for its visibility timeout.
  throttle_alarms = {
    for f, name in local.function_names : "${f}-throttles" => merge(local.alarm_defaults, {
      description = "Lambda refused to run the ${f} in three periods of five minutes: the account's concurrency is used up."
      namespace   = "AWS/Lambda"
      metric      = "Throttles"
      dimensions  = { FunctionName = name }
      statistic   = "Sum"
      periods     = 3
      recovery    = true
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
      recovery    = true
    })
  }

  # The janitor reports runs that fail or are missing; CloudWatch reports when the janitor does
  # not run. Lambda writes no metric of a function that is not invoked: the alarm is then
  # without data. A new alarm begins without data, too, so a new stack is not red and sends
  # nothing: only the change to this state does
  # (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html).
  silence_alarm = {
    janitor-silent = merge(local.alarm_defaults, {
      description = "The janitor has not run for 15 minutes: it does not check the runs."
      namespace   = "AWS/Lambda"
      metric      = "Invocations"
      dimensions  = { FunctionName = local.function_names["janitor"] }
      statistic   = "Sum"
      comparison  = "LessThanThreshold"
      periods     = 3
      missing     = "missing"
      silence     = true
    })
  }
}

resource "aws_cloudwatch_metric_alarm" "main" {
  for_each = local.alarms

  alarm_name                = "${var.name}-${each.key}"
  tags                      = var.tags
  alarm_description         = each.value.description
  namespace                 = each.value.namespace
  metric_name               = each.value.metric
  dimensions                = each.value.dimensions
  statistic                 = each.value.statistic
  comparison_operator       = each.value.comparison
  threshold                 = each.value.threshold
  period                    = each.value.period
  evaluation_periods        = each.value.periods
  treat_missing_data        = each.value.missing
  alarm_actions             = [aws_sns_topic.alarms.arn]
  insufficient_data_actions = each.value.silence ? [aws_sns_topic.alarms.arn] : []
  ok_actions                = each.value.recovery ? [aws_sns_topic.alarms.arn] : []
}
