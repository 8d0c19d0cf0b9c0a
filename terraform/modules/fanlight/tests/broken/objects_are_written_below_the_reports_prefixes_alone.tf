# The prefix is forgotten.
locals {
  archives = { reporter = sort(distinct(flatten([for d in local.destinations.reporter : try("arn:aws:s3:::${d.s3.bucket}/*", [])]))) }
}
