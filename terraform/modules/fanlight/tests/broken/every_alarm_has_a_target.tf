# Alarms turn red without an action.
resource "aws_cloudwatch_metric_alarm" "main" {
  alarm_actions = []
}
