# Three receives are used up before a long query has ended.
resource "aws_sqs_queue" "main" {
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead["${each.key}-dead"].arn
    maxReceiveCount     = 3
  })
}
