# Never limited.
locals {
  few_reports = 1000
}
