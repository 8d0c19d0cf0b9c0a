# Limited whatever it has to do.
resource "aws_lambda_event_source_mapping" "main" {
  scaling_config {
    maximum_concurrency = 2
  }
}
