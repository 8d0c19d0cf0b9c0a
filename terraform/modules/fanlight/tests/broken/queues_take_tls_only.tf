# The dead letters are left out.
resource "aws_sqs_queue" "dead" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
