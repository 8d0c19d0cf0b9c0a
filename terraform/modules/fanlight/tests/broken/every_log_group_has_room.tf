# The share of the last log group of a policy is forgotten.
locals {
  log_group_share = local.policy_size
}
