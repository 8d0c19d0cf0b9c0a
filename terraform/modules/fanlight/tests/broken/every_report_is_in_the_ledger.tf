# The hash is in the place of the definition's digest.
resource "aws_dynamodb_table_item" "report" {
  item = jsonencode({
    pk     = { S = "REPORTS" }
    sk     = { S = each.key }
    hash   = { S = each.value.hash }
    digest = { S = each.value.hash }
  })
}
