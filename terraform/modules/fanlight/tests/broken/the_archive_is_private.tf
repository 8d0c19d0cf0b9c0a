# A policy could open it.
resource "aws_s3_bucket_public_access_block" "archive" {
  block_public_policy = false
}
