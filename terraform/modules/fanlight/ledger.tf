# pkg/ledger/keys.go writes the table's keys.
resource "aws_dynamodb_table" "ledger" {
  name                        = var.name
  billing_mode                = "PAY_PER_REQUEST"
  deletion_protection_enabled = var.protected
  hash_key                    = "pk"
  range_key                   = "sk"
  tags                        = var.tags

  attribute {
    name = "pk"
    type = "S"
  }

  attribute {
    name = "sk"
    type = "S"
  }

  attribute {
    name = "open"
    type = "S"
  }

  attribute {
    name = "deadline"
    type = "N"
  }

  global_secondary_index {
    name            = "open"
    hash_key        = "open"
    range_key       = "deadline"
    projection_type = "KEYS_ONLY"
  }

  dynamic "server_side_encryption" {
    for_each = local.shared_resources.stack-key

    content {
      enabled     = true
      kms_key_arn = server_side_encryption.value
    }
  }

  ttl {
    attribute_name = "expires"
    enabled        = true
  }

  point_in_time_recovery {
    enabled = true
  }
}
