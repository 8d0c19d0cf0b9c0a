# The owner of a report needs the janitor; without one, nobody does.
locals {
  publishers = [for f in ["reporter", "janitor"] : "arn:aws:iam::${local.account}:role/${local.function_names[f]}-${local.region}"]
}
