# Copied from dev.
module "fanlight" {
  protected = false
}
