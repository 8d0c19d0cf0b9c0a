# The janitor reads the reporter's secrets too.
locals {
  owner_secrets = local.secrets
}
