# Every key of the account, whoever asks.
locals {
  conditions = { for f in keys(local.confidential) : f => {} }
}
