# The accounts that SOURCE and ARNs name are not looked at.
locals {
  linked = false
}
