# Anybody may delete the table, whatever the stack says.
resource "aws_dynamodb_table" "ledger" {
  deletion_protection_enabled = false
}
