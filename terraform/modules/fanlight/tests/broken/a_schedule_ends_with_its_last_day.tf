resource "aws_scheduler_schedule" "report" {
  end_date = null
}
