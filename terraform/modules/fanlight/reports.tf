locals {
  reports = { for r in jsondecode(file(var.reports_file)).reports : r.name => r }

  log_groups = sort(distinct(flatten([for r in local.reports : r.log_groups])))

  # The janitor sends messages to owners too; only the reporter sends reports.
  owners        = { for name, r in local.reports : name => try(r.definition.owner, null) }
  secrets       = sort(distinct(flatten([for r in local.reports : r.secrets])))
  owner_secrets = [for s in local.secrets : s if strcontains(jsonencode(local.owners), jsonencode(s))]

  owner_senders = sort(distinct(flatten([for o in local.owners : try(o.email.from, [])])))
  senders = sort(distinct(flatten([
    local.owner_senders,
    [for r in local.reports : try([for d in r.definition.deliver : try(d.email.from, [])], [])],
  ])))
}

# Only the deployment writes definitions: the next apply undoes what was changed
# by hand.
resource "aws_dynamodb_table_item" "report" {
  for_each = local.reports

  table_name = aws_dynamodb_table.ledger.name
  hash_key   = aws_dynamodb_table.ledger.hash_key
  range_key  = aws_dynamodb_table.ledger.range_key

  item = jsonencode({
    pk         = { S = "REPORTS" }
    sk         = { S = each.key }
    hash       = { S = each.value.hash }
    definition = { S = jsonencode(each.value.definition) }
  })

  # A function reads definitions strictly: one that has a key of a newer version
  # is written once the functions know it.
  depends_on = [aws_lambda_function.main]

  lifecycle {
    precondition {
      # DynamoDB takes 400 KB an item, and a run keeps the definition with its own state.
      condition     = length(jsonencode(each.value.definition)) < 300000
      error_message = "The definition of report ${each.key} has ${length(jsonencode(each.value.definition))} characters; at most 300,000 fit. Split the report."
    }
  }
}
