# The default of the concurrency, whatever the account's quota.
locals {
  concurrency = 25
}
