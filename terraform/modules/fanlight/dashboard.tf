locals {
  # Each row holds the widgets' titles with their metrics; two fit next to each other.
  widgets = [
    {
      title = "Runs ended, by report"
      metrics = [[{
        expression = "SEARCH('{Fanlight,Stack,Report} MetricName=\"RunEnded\" Stack=\"${var.name}\"', 'Sum', 3600)"
      }]]
    },
    {
      title   = "What needs a person"
      metrics = [for notice in keys(local.notices) : ["Fanlight", notice, "Stack", var.name, { stat = "Sum" }]]
    },
    {
      title   = "Messages waiting"
      metrics = [for queue in keys(local.queue_arns) : ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", "${var.name}-${queue}", { stat = "Maximum" }]]
    },
    {
      title   = "Age of the oldest message, seconds"
      metrics = [for queue in keys(local.queues) : ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", "${var.name}-${queue}", { stat = "Maximum" }]]
    },
    {
      title   = "Duration of the functions, ms"
      metrics = [for f in values(local.function_names) : ["AWS/Lambda", "Duration", "FunctionName", f, { stat = "Maximum" }]]
    },
    {
      title   = "Errors of the functions"
      metrics = [for f in values(local.function_names) : ["AWS/Lambda", "Errors", "FunctionName", f, { stat = "Sum" }]]
    },
  ]
}

# Dashboards belong to the account, so the name carries the Region.
resource "aws_cloudwatch_dashboard" "main" {
  count = var.dashboard ? 1 : 0

  dashboard_name = "${var.name}-${local.region}"

  dashboard_body = jsonencode({
    widgets = [
      for n, w in local.widgets : {
        type   = "metric"
        x      = n % 2 * 12
        y      = floor(n / 2) * 6
        width  = 12
        height = 6
        properties = {
          title   = w.title
          region  = local.region
          view    = "timeSeries"
          period  = 300
          metrics = w.metrics
        }
      }
    ]
  })
}
