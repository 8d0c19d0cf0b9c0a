# The visibility that queues have by default.
resource "aws_sqs_queue" "main" {
  visibility_timeout_seconds = 30
}
