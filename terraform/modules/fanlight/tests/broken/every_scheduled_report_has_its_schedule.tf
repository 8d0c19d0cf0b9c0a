# The report without a schedule gets one too.
resource "aws_scheduler_schedule" "report" {
  for_each            = local.reports
  schedule_expression = "rate(1 day)"
}
