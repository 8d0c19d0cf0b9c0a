# The senders with their names, which IAM compares with no mail.
locals {
  senders = sort(distinct(flatten([for r in local.reports : [for d in r.definition.deliver : try(d.email.from, [])]])))
}
