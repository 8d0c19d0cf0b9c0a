# What the scheduler could not deliver goes among the dead queries, which the
# janitor takes for queries.
resource "aws_scheduler_schedule" "report" {
  target {
    arn      = aws_lambda_function.main["dispatcher"].arn
    role_arn = aws_iam_role.scheduler.arn
    input    = "{\"report\":\"${each.key}\",\"scheduled_time\":\"<aws.scheduler.scheduled-time>\"}"

    dead_letter_config {
      arn = local.queue_arns["queries-dead"]
    }
  }
}
