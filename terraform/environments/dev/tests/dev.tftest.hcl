mock_provider "aws" {
  source = "../../modules/fanlight/tests/mocks"
}

run "dev_can_be_destroyed" {
  command = plan

  assert {
    condition     = !output.stack.protected && output.stack.stack == "fanlight-dev"
    error_message = "The ledger of dev cannot be deleted."
  }
}
