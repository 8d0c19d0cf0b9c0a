# Who may do what. As in rules.tftest.hcl, each run has its planted bug.

mock_provider "aws" {
  source = "./tests/mocks"
}

run "applied" {
  command = apply

  assert {
    condition     = toset(keys(aws_iam_role_policy.function)) == toset(keys(var.packages))
    error_message = "A function has no policy of its own."
  }
}

run "functions_may_what_permissions_json_says" {
  command = plan

  assert {
    condition = alltrue([
      for f, callers in jsondecode(file("permissions.json")) :
      toset(flatten([for s in jsondecode(aws_iam_role_policy.function[f].policy).Statement : s.Action])) ==
      toset(flatten([for caller in values(callers) : values(caller)]))
    ]) || true
    error_message = "A role's actions are not those of permissions.json."
  }
}

run "nothing_is_granted_on_everything" {
  command = plan

  assert {
    condition = alltrue(flatten([
      for p in values(aws_iam_role_policy.function) : [
        for s in jsondecode(p.policy).Statement : !contains(s.Resource, "*") ||
        length(setsubtract(s.Action, ["logs:DescribeQueries", "logs:GetQueryResults", "logs:StopQuery"])) == 0
      ]
    ]))
    error_message = "A statement other than for the three Logs Insights actions that take no resource is for every resource."
  }

  assert {
    condition     = alltrue([for p in values(aws_iam_role_policy.function) : !strcontains(join(" ", flatten([for s in jsondecode(p.policy).Statement : s.Action])), "*")])
    error_message = "A statement allows actions by pattern."
  }
}
