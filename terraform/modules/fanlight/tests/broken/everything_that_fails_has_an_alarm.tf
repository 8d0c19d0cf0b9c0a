# Dead letters raise no alarm.
resource "aws_cloudwatch_metric_alarm" "main" {
  for_each = merge(local.attention_alarm, local.silence_alarm, local.notice_alarms, local.error_alarms, local.throttle_alarms, local.age_alarms)
}
