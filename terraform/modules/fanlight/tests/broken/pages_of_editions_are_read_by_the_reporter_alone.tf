# All objects of an archive may be read.
locals {
  indexes = local.archives
}
