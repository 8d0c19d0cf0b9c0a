resource "aws_dynamodb_table_item" "report" {
  item = jsonencode(merge({
    pk     = { S = "REPORTS" }
    sk     = { S = each.key }
    hash   = { S = each.value.hash }
    digest = { S = each.value.packed.digest }
    },
    each.value.paused || each.value.schedule_expression == "" ? {} : {
      schedule = { S = each.value.schedule_expression }
      timezone = { S = each.value.timezone }
    },
  ))
}
