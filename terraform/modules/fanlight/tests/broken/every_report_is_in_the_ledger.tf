# The whole compiled report is in the place of its definition.
resource "aws_dynamodb_table_item" "report" {
  item = jsonencode({
    pk         = { S = "REPORTS" }
    sk         = { S = each.key }
    hash       = { S = each.value.hash }
    definition = { S = jsonencode(each.value) }
  })
}
