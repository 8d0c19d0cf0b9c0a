# Every stack is taken for one of a monitoring account.
locals {
  linked = true
}
