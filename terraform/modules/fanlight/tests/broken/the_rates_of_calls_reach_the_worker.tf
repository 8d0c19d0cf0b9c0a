# The defaults of the rates, whatever the variables say.
resource "aws_lambda_function" "main" {
  environment {
    variables = { FANLIGHT_START_RATE = "8", FANLIGHT_READ_RATE = "8" }
  }
}
