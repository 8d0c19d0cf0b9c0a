# The angle brackets stay escaped, so that the scheduler replaces nothing.
resource "aws_scheduler_schedule" "report" {
  target {
    arn      = aws_lambda_function.main["dispatcher"].arn
    role_arn = aws_iam_role.scheduler.arn
    input    = jsonencode({ report = each.key, scheduled_time = "<aws.scheduler.scheduled-time>" })

    dead_letter_config {
      arn = local.queue_arns["dispatch-dead"]
    }
  }
}
