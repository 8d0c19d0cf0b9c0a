# The janitor publishes on the reporter's topics too.
locals {
  topics = { for f in ["reporter", "janitor"] : f => sort(distinct(flatten([for d in local.destinations.reporter : try(d.sns.topic, [])]))) }
}
