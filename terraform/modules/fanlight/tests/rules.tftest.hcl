# One run per rule. For each there is a planted bug in tests/broken, under the
# same name, that the rule must find; scripts/test-terraform.sh checks this.

mock_provider "aws" {
  source = "./tests/mocks"
}

override_resource {
  target = aws_sns_topic.reports
  values = { arn = "arn:aws:sns:eu-central-1:111122223333:fanlight-test-reports" }
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

  variables {
    fine_alarms = true
  }

  assert {
    condition = toset(keys(aws_cloudwatch_metric_alarm.main)) == toset([
      "Attention", "janitor-silent",
      "queries-dead", "reports-dead", "dispatch-dead",
      "GaveUp", "Overdue", "MissedRun", "MissedEditions", "Broken", "UnknownReport", "OwnerUnreached", "Held", "Waiting",
      "dispatcher-errors", "worker-errors", "reporter-errors", "janitor-errors",
      "dispatcher-throttles", "worker-throttles", "reporter-throttles", "janitor-throttles",
      "queries-age", "reports-age",
    ])
    error_message = "The alarms are ${join(", ", keys(aws_cloudwatch_metric_alarm.main))}."
  }
}

run "two_alarms_are_enough_for_a_small_stack" {
  command = plan

  assert {
    condition     = toset(keys(aws_cloudwatch_metric_alarm.main)) == toset(["Attention", "janitor-silent"]) && output.dashboard == null
    error_message = "A stack that asks for nothing more pays for the alarms ${join(", ", keys(aws_cloudwatch_metric_alarm.main))}, or for a dashboard."
  }

  assert {
    condition = (
      aws_cloudwatch_metric_alarm.main["Attention"].namespace == "Fanlight" &&
      aws_cloudwatch_metric_alarm.main["Attention"].metric_name == "Attention" &&
      aws_cloudwatch_metric_alarm.main["Attention"].dimensions == tomap({ Stack = "fanlight-test" })
    )
    error_message = "The alarm Attention is not on the metric that the functions write."
  }
}

run "a_new_stack_is_not_red" {
  command = plan

  variables {
    fine_alarms = true
  }

  assert {
    condition     = length([for a in values(aws_cloudwatch_metric_alarm.main) : a if a.treat_missing_data == "breaching"]) == 0
    error_message = "An alarm is red as long as there are no data."
  }

  assert {
    condition     = [for name, a in aws_cloudwatch_metric_alarm.main : name if length(a.insufficient_data_actions) > 0] == ["janitor-silent"] && aws_cloudwatch_metric_alarm.main["janitor-silent"].treat_missing_data == "missing"
    error_message = "A janitor that stops is not reported, or something else is that has no data."
  }
}

run "recovery_is_told_where_it_is_news" {
  command = plan

  variables {
    fine_alarms = true
  }

  assert {
    condition = toset([for name, a in aws_cloudwatch_metric_alarm.main : name if length(a.ok_actions) > 0]) == toset([
      "queries-age", "reports-age", "dispatcher-throttles", "worker-throttles", "reporter-throttles", "janitor-throttles",
    ])
    error_message = "The end of a count of events is reported, or that of a state is not."
  }
}

run "reports_have_a_topic_of_their_own" {
  command = plan

  variables {
    report_emails = ["team@example.org"]
    alarm_emails  = ["on-call@example.org"]
  }

  assert {
    condition     = aws_sns_topic.reports.name == "fanlight-test-reports" && aws_sns_topic.reports.kms_master_key_id == "alias/aws/sns"
    error_message = "Reports go to a topic that is not encrypted, or to another one."
  }

  assert {
    condition = (
      aws_sns_topic_subscription.reports["team@example.org"].topic_arn == aws_sns_topic.reports.arn &&
      aws_sns_topic_subscription.email["on-call@example.org"].topic_arn != aws_sns_topic.reports.arn
    )
    error_message = "Who reads reports gets the alarms, or the other way round."
  }
}

run "only_the_reporter_publishes_reports" {
  command = plan

  assert {
    condition = [for s in jsondecode(aws_sns_topic_policy.reports.policy).Statement : s.Condition.ArnNotEquals["aws:PrincipalArn"] if s.Sid == "PublishersOnly" && s.Effect == "Deny" && s.Action == "sns:Publish"] == [
      ["arn:aws:iam::111122223333:role/fanlight-test-reporter-eu-central-1"]
    ]
    error_message = "Another than the reporter may publish on the topic of reports."
  }

  assert {
    condition     = anytrue([for s in jsondecode(aws_sns_topic_policy.reports.policy).Statement : s.Effect == "Deny" && try(s.Condition.Bool["aws:SecureTransport"], "") == "false"])
    error_message = "The topic of reports takes messages without TLS."
  }
}

run "the_archive_is_private" {
  command = plan

  assert {
    condition = (
      aws_s3_bucket_public_access_block.archive.block_public_acls && aws_s3_bucket_public_access_block.archive.block_public_policy &&
      aws_s3_bucket_public_access_block.archive.ignore_public_acls && aws_s3_bucket_public_access_block.archive.restrict_public_buckets &&
      one(aws_s3_bucket_ownership_controls.archive.rule).object_ownership == "BucketOwnerEnforced"
    )
    error_message = "The archive can be made public."
  }

  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.archive.rule).apply_server_side_encryption_by_default).sse_algorithm == "AES256"
    error_message = "The archive is not encrypted."
  }

  assert {
    condition = [for s in jsondecode(aws_s3_bucket_policy.archive.policy).Statement : s.Resource if s.Effect == "Deny" && s.Action == "s3:*" && s.Condition.Bool["aws:SecureTransport"] == "false"] == [
      ["arn:aws:s3:::fanlight-test-111122223333-eu-central-1", "arn:aws:s3:::fanlight-test-111122223333-eu-central-1/*"]
    ]
    error_message = "The archive takes requests without TLS."
  }
}

run "the_archive_is_kept_as_long_as_runs" {
  command = plan

  assert {
    condition     = one(aws_s3_bucket_lifecycle_configuration.archive.rule[0].expiration).days == 90 && aws_s3_bucket_lifecycle_configuration.archive.rule[0].status == "Enabled"
    error_message = "The archive keeps editions longer or shorter than retention_days."
  }

  assert {
    condition     = !aws_s3_bucket.archive.force_destroy
    error_message = "The archive of a protected stack can be destroyed with what is in it."
  }
}

run "few_reports_have_two_pollers" {
  command = plan

  variables {
    reports_file = "tests/loggroups/250-groups.json"
  }

  assert {
    condition     = length(aws_lambda_event_source_mapping.main["reporter"].scaling_config) == 0
    error_message = "With one report, Lambda polls the queue of reports with five pollers."
  }
}

run "many_reports_share_two_reporters" {
  command = plan

  variables {
    reports_file = "tests/six-reports.json"
  }

  assert {
    condition     = one(aws_lambda_event_source_mapping.main["reporter"].scaling_config[*].maximum_concurrency) == 2
    error_message = "With six reports, as many reporters run as reports are due."
  }
}

# docs/costs.md is computed from this file.
run "a_plan_shows_what_reports_scan" {
  command = plan

  variables {
    reports_file = "tests/estimated.json"
  }

  assert {
    condition     = output.scans == { "r1" = "40.8 GB a day, $6.12 a month" }
    error_message = "The plan shows ${jsonencode(output.scans)} of the one report that has an estimate."
  }
}

run "the_costs_are_of_what_is_deployed" {
  command = plan

  variables {
    fine_alarms = true
    dashboard   = true
  }

  assert {
    condition = {
      small = { alarms = length(merge(local.attention_alarm, local.silence_alarm)), dashboards = 0 }
      full  = { alarms = length(aws_cloudwatch_metric_alarm.main), dashboards = length(aws_cloudwatch_dashboard.main) }
    } == jsondecode(file("tests/costs.json"))
    error_message = "tests/costs.json has other numbers of alarms and dashboards than are deployed."
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
