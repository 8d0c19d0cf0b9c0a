# A log group needs one of the tags that SOURCE names, not all of them.
locals {
  log_group_tag_conditions = flatten([for t in local.log_group_tags : [for key, values in t : { (key) = values }]])
}
