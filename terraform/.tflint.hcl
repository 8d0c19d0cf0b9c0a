# What make lint-terraform checks with tflint: every rule of its ruleset for the language, but
# those that are named here. Its ruleset for AWS is not run: it is a plugin that tflint downloads as
# a program, and is not pinned as source; types and values are checked by the provider in
# make test-terraform, security by tfsec.
config {
  call_module_type = "none" # each folder is linted by itself
}

plugin "terraform" {
  enabled = true
  preset  = "all"
}

# The files are by concern, such as alarms.tf, not main.tf, variables.tf and outputs.tf alone.
rule "terraform_standard_module_structure" {
  enabled = false
}
