# Lambda's default architecture: the functions fail at their first invocation.
resource "aws_lambda_function" "main" {
  architectures = ["x86_64"]
}
