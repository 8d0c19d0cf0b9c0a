# Forgotten, the log content stays.
resource "aws_s3_bucket_lifecycle_configuration" "archive" {
  rule {
    id     = "retention"
    status = "Disabled"

    filter {}

    expiration {
      days = 90
    }
  }
}
