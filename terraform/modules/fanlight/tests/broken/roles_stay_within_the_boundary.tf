# The scheduler's role is forgotten.
resource "aws_iam_role" "scheduler" {
  permissions_boundary = null
}
