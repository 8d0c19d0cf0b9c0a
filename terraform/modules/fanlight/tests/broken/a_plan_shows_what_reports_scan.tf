# The plan shows no report.
output "scans" {
  value = {}
}
