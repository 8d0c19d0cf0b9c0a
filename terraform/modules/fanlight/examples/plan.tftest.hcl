# scripts/test-terraform.sh plans each example with this file.

mock_provider "aws" {
  source = "../../tests/mocks"
}

run "the_example_is_planned" {
  command = plan

  assert {
    condition     = startswith(module.fanlight.stack, "fanlight-")
    error_message = "The stack has no name that others recognize."
  }
}
