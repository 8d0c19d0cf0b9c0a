# The worker may write any item of the ledger.
locals {
  permissions = merge(jsondecode(file("${path.module}/permissions.json")), {
    worker = { function = { table = ["dynamodb:GetItem", "dynamodb:PutItem"], log-groups = ["logs:StartQuery"] } }
  })
}
