# Readers of reports are woken at night.
resource "aws_sns_topic_subscription" "reports" {
  topic_arn = aws_sns_topic.alarms.arn
}
