mock_provider "aws" {
  source = "../../modules/fanlight/tests/mocks"
}

run "prod_is_protected" {
  command = plan

  assert {
    condition     = output.stack.protected && output.stack.stack == "fanlight-prod"
    error_message = "The ledger of prod can be deleted."
  }
}
