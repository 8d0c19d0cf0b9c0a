resource "aws_scheduler_schedule" "report" {
  state = "ENABLED"
}
