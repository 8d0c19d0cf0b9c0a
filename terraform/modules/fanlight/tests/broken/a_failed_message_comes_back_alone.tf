# One failed message brings back its whole batch.
resource "aws_lambda_event_source_mapping" "main" {
  function_response_types = []
}
