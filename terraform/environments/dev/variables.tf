# scripts/prepare.sh makes both files.

variable "reports_file" {
  description = "Path of the compiled reports."
  type        = string
}

variable "packages" {
  description = "The zip of each function and its hash."
  type        = map(object({ path = string, hash = string }))
}
