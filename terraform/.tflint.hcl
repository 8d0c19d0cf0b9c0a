# The file layout is by concern, not main.tf; everything else of the full set holds.
plugin "terraform" {
  enabled = true
  preset  = "all"
}

rule "terraform_standard_module_structure" {
  enabled = false
}
