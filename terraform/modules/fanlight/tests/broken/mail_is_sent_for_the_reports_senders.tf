# Any address of the account's identities.
locals {
  senders = ["*"]
}
