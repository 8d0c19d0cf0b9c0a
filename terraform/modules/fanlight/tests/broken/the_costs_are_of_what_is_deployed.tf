# One more that nobody priced.
locals {
  attention_alarm = {
    Attention = merge(local.alarm_defaults, { description = "a", namespace = "Fanlight", metric = "Attention", dimensions = { Stack = var.name }, statistic = "Sum" })
    Again     = merge(local.alarm_defaults, { description = "b", namespace = "Fanlight", metric = "Attention", dimensions = { Stack = var.name }, statistic = "Sum" })
  }
}
