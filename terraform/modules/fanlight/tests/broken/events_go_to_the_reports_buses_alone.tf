# Any bus of the account.
locals {
  buses = { reporter = ["${local.arn.events}:event-bus/*"] }
}
