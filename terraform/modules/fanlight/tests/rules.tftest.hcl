# One run per rule. For each there is a planted bug in tests/broken, under the
# same name, that the rule must find; scripts/test-terraform.sh checks this.

mock_provider "aws" {
  source = "./tests/mocks"
}

# The runs below plan over this state, where everything is known.
run "applied" {
  command = apply

  assert {
    condition     = output.stack == "fanlight-test" && output.table == "fanlight-test" && output.region == "eu-central-1"
    error_message = "The outputs do not tell where the stack is."
  }
}

run "every_scheduled_report_has_its_schedule" {
  command = plan

  assert {
    condition     = toset(keys(aws_scheduler_schedule.report)) == toset(["daily", "once", "paused", "until"])
    error_message = "The schedules are those of ${join(", ", keys(aws_scheduler_schedule.report))}, not of daily, once, paused and until."
  }

  assert {
    condition = [for s in values(aws_scheduler_schedule.report) : [s.schedule_expression, s.schedule_expression_timezone]] == [
      ["cron(30 12 * * ? *)", "Europe/Berlin"], ["at(2027-01-02T03:04:05)", "UTC"], ["cron(0 8 ? * 6#1 *)", "UTC"], ["cron(0 0/6 * * ? *)", "Europe/Berlin"],
    ]
    error_message = "A schedule is not what its report says."
  }
}

run "a_paused_report_starts_nothing" {
  command = plan

  assert {
    condition     = { for name, s in aws_scheduler_schedule.report : name => s.state } == { daily = "ENABLED", once = "ENABLED", paused = "DISABLED", until = "ENABLED" }
    error_message = "Other than the schedule of the paused report is disabled."
  }
}

run "the_janitor_starts_nothing_of_a_paused_report" {
  command = plan

  assert {
    condition = [
      for name in ["paused", "daily"] : [for key in ["schedule", "timezone", "until", "paused"] : can(jsondecode(aws_dynamodb_table_item.report[name].item)[key])]
    ] == [[false, false, false, true], [true, true, false, false]]
    error_message = "The janitor sees a schedule of the paused report."
  }
}

run "a_schedule_ends_with_its_last_day" {
  command = plan

  assert {
    condition     = { for name, s in aws_scheduler_schedule.report : name => s.end_date if s.end_date != null } == { paused = "2199-06-30T23:59:59Z", until = "2199-06-30T21:59:59Z" }
    error_message = "A schedule goes on after its last day."
  }
}

run "the_janitor_knows_the_last_days" {
  command = plan

  assert {
    condition = { for name, i in aws_dynamodb_table_item.report : name => jsondecode(i.item).until.S if can(jsondecode(i.item).until) } == {
      over = "2020-12-31", until = "2199-06-30"
    }
    error_message = "The janitor does not know a last day."
  }
}

run "the_scheduler_fills_in_the_scheduled_time" {
  command = plan

  assert {
    condition     = aws_scheduler_schedule.report["daily"].target[0].input == "{\"report\":\"daily\",\"scheduled_time\":\"<aws.scheduler.scheduled-time>\"}"
    error_message = "The event of a schedule is ${aws_scheduler_schedule.report["daily"].target[0].input}."
  }
}

run "every_report_is_in_the_ledger" {
  command = plan

  assert {
    condition = toset([for i in values(aws_dynamodb_table_item.report) : [jsondecode(i.item).pk.S, jsondecode(i.item).sk.S]]) == toset([
      ["REPORTS", "by-hand"], ["REPORTS", "daily"], ["REPORTS", "once"], ["REPORTS", "over"], ["REPORTS", "paused"], ["REPORTS", "until"],
    ])
    error_message = "The definitions are not where the dispatcher looks for them."
  }

  assert {
    condition = alltrue([
      for r in jsondecode(file(var.reports_file)).reports :
      jsondecode(aws_dynamodb_table_item.report[r.name].item).digest.S == r.packed.digest &&
      try(jsondecode(aws_dynamodb_table_item.report[r.name].item).schedule.S, "") == (r.paused ? "" : r.schedule_expression) &&
      jsondecode(aws_dynamodb_table_item.report[r.name].item).hash.S == r.hash
    ])
    error_message = "A report in the ledger is not the compiled one."
  }

  assert {
    condition = {
      for i in values(aws_dynamodb_table_item.definition) : "${jsondecode(i.item).pk.S} ${jsondecode(i.item).sk.S}" => jsondecode(i.item).data.B
      } == merge([
        for r in jsondecode(file(var.reports_file)).reports : {
          for n, chunk in r.packed.chunks : "REPORT#${r.name} DEFINITION#${r.packed.digest}#${format("%03d", n)}" => chunk
        }
    ]...)
    error_message = "A definition in the ledger is not the compiled one."
  }
}

run "two_workers_share_the_concurrency" {
  command = plan

  assert {
    condition = (
      aws_lambda_event_source_mapping.main["worker"].scaling_config[0].maximum_concurrency == 2 &&
      aws_lambda_function.main["worker"].environment[0].variables.FANLIGHT_SLOTS == "19" &&
      aws_lambda_function.main["worker"].environment[0].variables.FANLIGHT_CONCURRENCY == "25"
    )
    error_message = "Other than two workers share insights_concurrency, or one takes other than at most three quarters of it."
  }
}

run "a_small_quota_bounds_the_concurrency" {
  command = plan

  variables {
    insights_limit = 1
  }

  assert {
    condition = (
      aws_lambda_function.main["worker"].environment[0].variables.FANLIGHT_SLOTS == "1" &&
      aws_lambda_function.main["worker"].environment[0].variables.FANLIGHT_CONCURRENCY == "1"
    )
    error_message = "With a quota of one query, a worker has other than one slot, or the stack runs more than one query."
  }
}

run "the_rates_of_calls_reach_the_worker" {
  command = plan

  variables {
    insights_start_rate = 3
    insights_read_rate  = 4
  }

  assert {
    condition = (
      aws_lambda_function.main["worker"].environment[0].variables.FANLIGHT_START_RATE == "3" &&
      aws_lambda_function.main["worker"].environment[0].variables.FANLIGHT_READ_RATE == "4"
    )
    error_message = "The worker does not have the rates of its calls."
  }
}

run "a_failed_message_comes_back_alone" {
  command = plan

  assert {
    condition     = alltrue([for m in values(aws_lambda_event_source_mapping.main) : m.function_response_types == toset(["ReportBatchItemFailures"])])
    error_message = "An event source does not report which messages of a batch failed."
  }
}

run "no_message_comes_again_while_it_is_handled" {
  command = plan

  assert {
    condition     = aws_sqs_queue.main["queries"].visibility_timeout_seconds >= aws_lambda_function.main["worker"].timeout
    error_message = "A query's message becomes visible before its worker has ended."
  }

  assert {
    condition     = aws_sqs_queue.main["reports"].visibility_timeout_seconds > aws_lambda_function.main["reporter"].timeout + 60
    error_message = "A report's message becomes visible before the lease of its reporter is over."
  }
}

run "every_queue_has_its_dead_letters" {
  command = plan

  assert {
    condition = alltrue([
      for key in keys(aws_sqs_queue.main) : jsondecode(aws_sqs_queue.main[key].redrive_policy).maxReceiveCount == 1000 &&
      jsondecode(aws_sqs_queue.dead["${key}-dead"].redrive_allow_policy).sourceQueueArns == ["arn:aws:sqs:eu-central-1:111122223333:fanlight-test-${key}"]
    ])
    error_message = "A queue does not give up to dead letters of its own after 1,000 receives."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.dead["dispatch-dead"].redrive_allow_policy).redrivePermission == "denyAll"
    error_message = "A queue could give up to the dead letters of dispatches."
  }
}

run "a_failed_dispatch_is_kept" {
  command = plan

  assert {
    condition = alltrue(concat(
      [for s in values(aws_scheduler_schedule.report) : s.target[0].dead_letter_config[0].arn == "arn:aws:sqs:eu-central-1:111122223333:fanlight-test-dispatch-dead"],
      [aws_lambda_function_event_invoke_config.main["dispatcher"].destination_config[0].on_failure[0].destination == "arn:aws:sqs:eu-central-1:111122223333:fanlight-test-dispatch-dead"],
    ))
    error_message = "An event that could not be delivered to the dispatcher, or that it failed on, is lost."
  }
}

run "queues_take_tls_only" {
  command = plan

  assert {
    condition = alltrue([
      for key, q in merge(aws_sqs_queue.main, aws_sqs_queue.dead) : anytrue([
        for s in jsondecode(q.policy).Statement : s.Effect == "Deny" && s.Action == "sqs:*" && s.Principal == "*" &&
        s.Resource == "arn:aws:sqs:eu-central-1:111122223333:fanlight-test-${key}" && s.Condition.Bool["aws:SecureTransport"] == "false"
      ])
    ])
    error_message = "A queue takes requests without TLS."
  }
}

run "the_table_is_protected" {
  command = plan

  assert {
    condition     = aws_dynamodb_table.ledger.deletion_protection_enabled && aws_dynamodb_table.ledger.point_in_time_recovery[0].enabled
    error_message = "Unless it says otherwise, a stack's table can be deleted or not be recovered."
  }
}

run "every_alarm_has_a_target" {
  command = plan

  assert {
    condition     = alltrue([for a in values(aws_cloudwatch_metric_alarm.main) : a.alarm_actions == toset([aws_sns_topic.alarms.arn])])
    error_message = "An alarm tells nobody."
  }
}

run "everything_that_fails_has_an_alarm" {
  command = plan

  assert {
    condition = toset(keys(aws_cloudwatch_metric_alarm.main)) == toset([
      "queries-dead", "reports-dead", "dispatch-dead",
      "GaveUp", "Overdue", "MissedRun", "MissedEditions", "Broken", "UnknownReport", "OwnerUnreached", "Held", "Waiting",
      "dispatcher-errors", "worker-errors", "reporter-errors", "janitor-errors",
      "queries-age", "reports-age", "janitor-silent",
    ])
    error_message = "The alarms are ${join(", ", keys(aws_cloudwatch_metric_alarm.main))}."
  }
}

run "functions_run_as_they_were_built" {
  command = plan

  assert {
    condition     = alltrue([for f in values(aws_lambda_function.main) : f.architectures == tolist(["arm64"]) && f.runtime == "provided.al2023"])
    error_message = "A function would not run: it is built for arm64 on provided.al2023."
  }

  assert {
    condition     = alltrue([for key, f in aws_lambda_function.main : f.filename == var.packages[key].path && f.source_code_hash == var.packages[key].hash])
    error_message = "A function has another's package."
  }
}
