# The table can be deleted, even if the stack is protected.
resource "aws_dynamodb_table" "ledger" {
  deletion_protection_enabled = false
}
