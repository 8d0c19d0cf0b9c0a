# The log groups of every function, as a convenience.
locals {
  log_group_arns = [["${local.arn.logs}:log-group:/aws/lambda/*"]]
}
