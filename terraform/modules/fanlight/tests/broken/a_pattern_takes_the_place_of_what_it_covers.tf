# The pattern joins the names.
locals {
  log_group_arns = concat([for arn in local.named_log_groups : [arn, "${arn}:*"]], [for p in local.log_group_patterns : [p]])
}
