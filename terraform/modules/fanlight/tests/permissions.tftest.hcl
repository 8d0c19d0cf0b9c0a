# Permissions. As in rules.tftest.hcl, each run has its planted bug.

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

# In these reports owners are a chat, a topic and a mail, and none needs a secret of Secrets Manager;
# the stack has no key of yours.
run "functions_may_do_what_they_call" {
  command = plan

  assert {
    condition = alltrue([
      for f, callers in jsondecode(file("permissions.json")) :
      toset(flatten([
        for p in concat([aws_iam_role_policy.function[f].policy], f == "worker" ? values(aws_iam_policy.log_groups)[*].policy : []) :
        [for s in jsondecode(p).Statement : s.Action]
        ])) == setsubtract(
        toset(flatten([for caller, words in callers : values(words) if caller != "encryption"])),
        f == "janitor" ? ["secretsmanager:GetSecretValue", "events:PutEvents", "s3:PutObject"] : [],
      )
    ])
    error_message = "A role's actions are not those of permissions.json."
  }
}

run "nothing_is_granted_on_everything" {
  command = plan

  assert {
    condition = alltrue(flatten([
      for p in values(aws_iam_role_policy.function) : [
        for s in jsondecode(p.policy).Statement : !contains(s.Resource, "*") ||
        length(setsubtract(s.Action, ["logs:DescribeQueries", "logs:StopQuery", "oam:ListLinks", "oam:ListSinks", "ses:GetAccount"])) == 0
      ]
    ]))
    error_message = "A statement other than for the five actions that take no resource is for every resource."
  }

  assert {
    condition = alltrue([
      for p in concat(values(aws_iam_role_policy.function)[*].policy, values(aws_iam_policy.log_groups)[*].policy, values(aws_iam_policy.people)[*].policy) :
      !strcontains(join(" ", flatten([for s in jsondecode(p).Statement : s.Action])), "*")
    ])
    error_message = "A statement allows actions by pattern."
  }
}

run "queries_start_on_the_reports_log_groups_alone" {
  command = plan

  assert {
    condition = flatten([
      for p in concat(values(aws_iam_policy.log_groups), values(aws_iam_role_policy.function)) : [
        for s in jsondecode(p.policy).Statement : s.Resource
        if length(setintersection(s.Action, ["logs:StartQuery", "logs:GetQueryResults"])) > 0 && !can(s.Condition)
      ]
      ]) == flatten([
      [
        for group in [
          "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/lambda/test-audit",
          "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/lambda/test-shop",
          "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/lambda/test-web",
          "arn:aws:logs:eu-central-1:444455556666:log-group:/aws/lambda/other",
        ] : [group, "${group}:*"]
      ],
      "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/batch/test-*",
      "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/ecs/test-*",
      "arn:aws:logs:eu-central-1:444455556666:log-group:/aws/apigateway/*",
    ])
    error_message = "Queries may start, or their results be read, on other log groups than the reports'."
  }
}

run "queries_start_on_log_groups_with_the_reports_tags_alone" {
  command = plan

  assert {
    condition = [for s in jsondecode(aws_iam_policy.log_groups["tags"].policy).Statement : [s.Action, s.Resource, s.Condition]] == [
      for tags in [
        { "aws:ResourceTag/team" = ["billing", "payments"] },
        { "aws:ResourceTag/Environment" = ["test"], "aws:ResourceTag/team" = ["shop"] },
        ] : [
        jsondecode(file("permissions.json")).worker.function["log-groups"],
        ["arn:aws:logs:eu-central-1:111122223333:log-group:*"],
        { StringEquals = tags },
      ]
    ]
    error_message = "Queries may start, or their results be read, on log groups without a report's tags."
  }
}

run "secrets_are_read_by_who_needs_them" {
  command = plan

  assert {
    condition = {
      for f, p in aws_iam_role_policy.function : f => flatten([
        for s in jsondecode(p.policy).Statement : s.Resource if length(setintersection(s.Action, ["ssm:GetParameter", "secretsmanager:GetSecretValue"])) > 0
      ])
      } == {
      dispatcher = []
      worker     = []
      reporter = [
        "arn:aws:ssm:eu-central-1:111122223333:parameter/fanlight/test/owner-token",
        "arn:aws:ssm:eu-central-1:111122223333:parameter/fanlight/test/telegram-token",
        "arn:aws:secretsmanager:eu-central-1:111122223333:secret:fanlight/bot",
        "arn:aws:secretsmanager:eu-central-1:111122223333:secret:fanlight/bot-??????",
      ]
      janitor = ["arn:aws:ssm:eu-central-1:111122223333:parameter/fanlight/test/owner-token"]
    }
    error_message = "A function may read a secret that it does not need, or not one that it needs."
  }
}

run "mail_is_sent_for_the_reports_senders" {
  command = plan

  assert {
    condition = {
      for f, p in aws_iam_role_policy.function : f => flatten([
        for s in jsondecode(p.policy).Statement : try(s.Condition.StringEquals["ses:FromAddress"], "anybody") if contains(s.Action, "ses:SendEmail")
      ])
      } == {
      dispatcher = []
      worker     = []
      reporter   = ["Reports@mail.example.org", "on-call@example.net", "reports@example.org", "zoe@xn--mller-kva.example"]
      janitor    = ["on-call@example.net"]
    }
    error_message = "A function may send mail as somebody else, or not as a sender of the reports: IAM compares the address without its name."
  }
}

run "messages_go_to_the_reports_topics_alone" {
  command = plan

  assert {
    condition = {
      for f, p in aws_iam_role_policy.function : f => flatten([
        for s in jsondecode(p.policy).Statement : s.Resource if contains(s.Action, "sns:Publish")
      ])
      } == {
      dispatcher = []
      worker     = []
      reporter = [
        "arn:aws:sns:eu-central-1:111122223333:shop",
        "arn:aws:sns:us-east-1:444455556666:owners.fifo",
      ]
      janitor = ["arn:aws:sns:us-east-1:444455556666:owners.fifo"]
    }
    error_message = "A function may publish on a topic that it does not need, or not on one that it needs."
  }
}

run "events_go_to_the_reports_buses_alone" {
  command = plan

  assert {
    condition = {
      for f, p in aws_iam_role_policy.function : f => flatten([
        for s in jsondecode(p.policy).Statement : s.Resource if contains(s.Action, "events:PutEvents")
      ])
      } == {
      dispatcher = []
      worker     = []
      reporter = [
        "arn:aws:events:us-east-1:111122223333:event-bus/shop",
        "arn:aws:events:eu-central-1:111122223333:event-bus/default",
      ]
      janitor = []
    }
    error_message = "A function may put events on a bus that it does not need, or not on one that it needs."
  }
}

run "objects_are_written_below_the_reports_prefixes_alone" {
  command = plan

  assert {
    condition = {
      for f, p in aws_iam_role_policy.function : f => flatten([
        for s in jsondecode(p.policy).Statement : s.Resource if contains(s.Action, "s3:PutObject")
      ])
      } == {
      dispatcher = []
      worker     = []
      reporter = [
        "arn:aws:s3:::everything.example.org/*",
        "arn:aws:s3:::example-reports/test/daily/*",
      ]
      janitor = []
    }
    error_message = "A function may write objects elsewhere than below the reports' prefixes, or not there."
  }
}

run "pages_of_editions_are_read_by_the_reporter_alone" {
  command = plan

  assert {
    condition = {
      for f, p in aws_iam_role_policy.function : f => flatten([
        for s in jsondecode(p.policy).Statement : s.Resource if length(setintersection(s.Action, ["s3:GetObject", "s3:ListBucket"])) > 0
      ])
      } == {
      dispatcher = []
      worker     = []
      reporter = [
        "arn:aws:s3:::everything.example.org/daily/index.html",
        "arn:aws:s3:::example-reports/test/daily/daily/index.html",
      ]
      janitor = []
    }
    error_message = "A function may read other objects than the pages of editions of the reports, or the reporter not one of these."
  }
}

run "keys_decrypt_secrets_alone" {
  command = plan

  assert {
    condition = alltrue(flatten([
      for p in values(aws_iam_role_policy.function) : [
        for s in jsondecode(p.policy).Statement :
        try(s.Condition.StringLike["kms:ViaService"], null) == ["ssm.*.amazonaws.com", "secretsmanager.*.amazonaws.com"] if contains(s.Action, "kms:Decrypt")
      ]
    ]))
    error_message = "A function may decrypt what lies elsewhere than in Parameter Store and Secrets Manager."
  }
}

run "the_schedulers_role_serves_this_stack_alone" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role.scheduler.assume_role_policy).Statement[0].Condition.StringEquals == {
      "aws:SourceAccount" = "111122223333"
      "aws:SourceArn"     = "arn:aws:scheduler:eu-central-1:111122223333:schedule-group/fanlight-test"
    }
    error_message = "Schedules of another group or account may use the scheduler's role."
  }

  assert {
    condition = toset(flatten([for s in jsondecode(aws_iam_role_policy.scheduler.policy).Statement : s.Action])) == toset([
      "lambda:InvokeFunction", "sqs:SendMessage",
    ])
    error_message = "The scheduler may do more than invoke, and keep what it could not deliver."
  }
}

run "alarms_of_this_account_alone_are_told" {
  command = plan

  assert {
    condition = alltrue([
      for s in jsondecode(aws_sns_topic_policy.alarms.policy).Statement :
      s.Condition.StringEquals["aws:SourceAccount"] == "111122223333" if s.Effect == "Allow"
    ])
    error_message = "Another account may publish on the alarms' topic."
  }
}

run "functions_write_their_own_items_alone" {
  command = plan

  assert {
    condition = {
      for f, p in aws_iam_role_policy.function : f => flatten([
        for s in jsondecode(p.policy).Statement :
        s.Condition["ForAllValues:StringLike"]["dynamodb:LeadingKeys"] if length(setintersection(s.Action, [for op in ["BatchWriteItem", "DeleteItem", "PutItem", "UpdateItem"] : "dynamodb:${op}"])) > 0
      ])
      } == {
      dispatcher = ["BACKFILLS", "DEFINITION#*", "REPORT#*", "RUN#*"]
      worker     = ["RUN#*"]
      reporter   = ["FIGURES#*", "PATTERNS#*", "REPORT#*", "RUN#*"]
      janitor    = ["BACKFILLS", "DEFINITION#*", "REPORT#*", "RUN#*", "WATCHES"]
    }
    error_message = "A function may write items of the ledger that it does not write, such as the list of the reports."
  }
}

run "people_read_and_operators_command" {
  command = plan

  assert {
    condition = {
      for who, p in aws_iam_policy.people : who => { for s in jsondecode(p.policy).Statement : join(" ", s.Action) => s.Resource }
      } == {
      reader = {
        "dynamodb:GetItem dynamodb:Query" = ["arn:aws:dynamodb:eu-central-1:111122223333:table/fanlight-test"]
        "dynamodb:Query"                  = ["arn:aws:dynamodb:eu-central-1:111122223333:table/fanlight-test/index/open"]
      }
      operator = {
        "dynamodb:GetItem dynamodb:Query" = ["arn:aws:dynamodb:eu-central-1:111122223333:table/fanlight-test"]
        "dynamodb:Query"                  = ["arn:aws:dynamodb:eu-central-1:111122223333:table/fanlight-test/index/open"]
        "lambda:InvokeFunction"           = ["arn:aws:lambda:eu-central-1:111122223333:function:fanlight-test-dispatcher"]
      }
    }
    error_message = "A policy for people allows more than to read the ledger, and an operator to invoke the dispatcher."
  }
}

run "roles_stay_within_the_boundary" {
  command = plan

  variables {
    permissions_boundary = "arn:aws:iam::111122223333:policy/boundary"
  }

  assert {
    condition     = alltrue([for r in concat(values(aws_iam_role.function), [aws_iam_role.scheduler]) : r.permissions_boundary == var.permissions_boundary])
    error_message = "A role has no permissions boundary."
  }
}

run "a_key_of_yours_encrypts_what_is_stored" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  }

  assert {
    condition = toset(concat(
      values(aws_sqs_queue.main)[*].kms_master_key_id, values(aws_sqs_queue.dead)[*].kms_master_key_id,
      values(aws_cloudwatch_log_group.function)[*].kms_key_id, aws_dynamodb_table.ledger.server_side_encryption[*].kms_key_arn,
      [aws_sns_topic.reports.kms_master_key_id],
      flatten([for r in aws_s3_bucket_server_side_encryption_configuration.archive.rule : r.apply_server_side_encryption_by_default[*].kms_master_key_id]),
    )) == toset([var.kms_key_arn])
    error_message = "The ledger, a queue or a log is encrypted with another key."
  }

  assert {
    condition = alltrue([
      for p in concat(values(aws_iam_role_policy.function), [aws_iam_role_policy.scheduler]) : anytrue([
        for s in jsondecode(p.policy).Statement : s.Resource == [var.kms_key_arn] &&
        length(setsubtract(["kms:Decrypt", "kms:GenerateDataKey"], s.Action)) == 0 && try(contains(s.Condition.StringEquals["kms:ViaService"], "sqs.eu-central-1.amazonaws.com"), false)
      ])
    ])
    error_message = "A role may not use the key, so that it can send or receive no message."
  }
}
