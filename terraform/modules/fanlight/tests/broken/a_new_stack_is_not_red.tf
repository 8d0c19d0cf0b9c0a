# No data is a breach, also before the first sweep.
resource "aws_cloudwatch_metric_alarm" "main" {
  treat_missing_data = "breaching"
}
