# Policies of log groups, counted as IAM does. As in rules.tftest.hcl, each run has its
# planted bug.

mock_provider "aws" {
  source = "./tests/mocks"
}

run "every_log_group_has_room" {
  command = plan

  variables {
    reports_file = "tests/loggroups/250-groups.json"
  }

  assert {
    condition     = alltrue([for p in values(aws_iam_policy.log_groups) : length(replace(p.policy, " ", "")) <= 6144])
    error_message = "A policy has ${max([for p in values(aws_iam_policy.log_groups) : length(p.policy)]...)} characters, IAM takes 6,144."
  }

  assert {
    condition     = length(aws_iam_policy.log_groups) <= 9 && keys(aws_iam_role_policy_attachment.log_groups) == keys(aws_iam_policy.log_groups)
    error_message = "The worker's role has ${length(aws_iam_role_policy_attachment.log_groups)} of ${length(aws_iam_policy.log_groups)} policies of log groups, and has room for 9."
  }

  assert {
    condition = toset(flatten([for p in values(aws_iam_policy.log_groups) : jsondecode(p.policy).Statement[0].Resource])) == toset(flatten([
      for g in jsondecode(file(var.reports_file)).reports[0].log_groups : [for end in ["", ":*"] : "arn:aws:logs:eu-central-1:111122223333:log-group:${g}${end}"]
    ]))
    error_message = "A log group is in no policy, or one that no report names is in one."
  }
}

run "a_pattern_takes_the_place_of_what_it_covers" {
  command = plan

  variables {
    reports_file = "tests/loggroups/200-groups-and-a-pattern.json"
  }

  assert {
    condition = flatten([for p in values(aws_iam_policy.log_groups) : jsondecode(p.policy).Statement[0].Resource]) == [
      "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/lambda/production-*",
    ]
    error_message = "A log group has room of its own although a pattern covers it."
  }
}

# A report's /aws/batch/test-nightly-* is within its /aws/batch/test-*.
run "a_pattern_takes_the_place_of_longer_ones" {
  command = plan

  assert {
    condition = [for arn in flatten([for p in values(aws_iam_policy.log_groups) : [for s in jsondecode(p.policy).Statement : s.Resource]]) : arn if strcontains(arn, "/aws/batch/")] == [
      "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/batch/test-*",
    ]
    error_message = "A pattern has room of its own although another one covers it."
  }
}

run "linked_accounts_are_read_as_documented" {
  command = plan

  assert {
    condition = {
      for s in jsondecode(aws_iam_role_policy.function["worker"].policy).Statement : s.Sid => s.Resource if startswith(s.Action[0], "oam:")
      } == {
      CloudwatchLinks  = ["*"]
      CloudwatchLinked = ["arn:aws:oam:eu-central-1:111122223333:sink/*", "arn:aws:oam:eu-central-1:*:link/*"]
    }
    error_message = "The worker may not ask for the links of the account, which CloudWatch wants of a role that reads logs of others."
  }
}

run "links_are_not_read_without_linked_accounts" {
  command = plan

  variables {
    reports_file = "tests/loggroups/250-groups.json"
  }

  assert {
    condition     = length(regexall("oam:", aws_iam_role_policy.function["worker"].policy)) == 0
    error_message = "The worker may ask for the links of the account, although no report reads logs of another one."
  }
}
