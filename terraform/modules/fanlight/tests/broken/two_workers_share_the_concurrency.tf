# A third worker, with the slots of two.
resource "aws_lambda_event_source_mapping" "main" {
  scaling_config {
    maximum_concurrency = 3
  }
}
