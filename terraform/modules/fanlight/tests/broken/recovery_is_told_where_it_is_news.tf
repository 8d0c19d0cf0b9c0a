# Every alarm has its first OK a few minutes after an apply.
resource "aws_cloudwatch_metric_alarm" "main" {
  ok_actions = [aws_sns_topic.alarms.arn]
}
