# Dead letters raise no alarm.
resource "aws_cloudwatch_metric_alarm" "main" {
  for_each = merge(local.notice_alarms, local.error_alarms, local.age_alarms, local.silence_alarm)
}
