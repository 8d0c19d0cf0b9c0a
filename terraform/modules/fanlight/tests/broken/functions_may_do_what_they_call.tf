# The worker may write whatever it likes into the ledger.
locals {
  permissions = merge(jsondecode(file("${path.module}/permissions.json")), {
    worker = { function = { table = ["dynamodb:GetItem", "dynamodb:PutItem"] } }
  })
}
