output "stack" {
  description = "The stack, as the command line needs it."
  value       = module.fanlight
}
