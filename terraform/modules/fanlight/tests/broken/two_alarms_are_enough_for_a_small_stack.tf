# Every stack pays for all alarms.
variable "fine_alarms" {
  default = true
}
