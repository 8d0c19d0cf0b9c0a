# The dead letters keep the key of SQS.
resource "aws_sqs_queue" "dead" {
  sqs_managed_sse_enabled = true
  kms_master_key_id       = null
}
