# The whole compiled report stands where its definition belongs.
resource "aws_dynamodb_table_item" "report" {
  item = jsonencode({
    pk         = { S = "REPORTS" }
    sk         = { S = each.key }
    hash       = { S = each.value.hash }
    definition = { S = jsonencode(each.value) }
  })
}
