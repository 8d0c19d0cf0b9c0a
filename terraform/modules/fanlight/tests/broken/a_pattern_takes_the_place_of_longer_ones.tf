# Each pattern is granted, although one covers another.
locals {
  log_group_patterns = local.every_log_group_pattern
}
