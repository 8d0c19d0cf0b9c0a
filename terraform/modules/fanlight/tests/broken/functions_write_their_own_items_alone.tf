# The worker may write the list of the reports.
locals {
  items = merge(jsondecode(file("${path.module}/items.json")), { worker = ["RE*", "RUN#*"] })
}
