# Queries may start on any log group.
locals {
  log_group_arns = ["*"]
}
