# Every key of the account, through any service.
locals {
  conditions = { for f in keys(local.confidential) : f => {} }
}
