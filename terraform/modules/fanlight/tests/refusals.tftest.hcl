# Values that the module refuses, each with the variable that is reported.

mock_provider "aws" {
  source = "./tests/mocks"
}

run "a_name_that_aws_would_refuse" {
  command = plan

  variables {
    name = "Fanlight"
  }

  expect_failures = [var.name]
}

run "a_name_too_long_for_its_roles" {
  command = plan

  variables {
    name = "fanlight-for-the-whole-department"
  }

  expect_failures = [var.name]
}

run "no_compiled_reports" {
  command = plan

  variables {
    reports_file = "tests/none.json"
  }

  expect_failures = [var.reports_file]
}

run "reports_of_another_version" {
  command = plan

  variables {
    reports_file = "tests/refused/version.json"
  }

  expect_failures = [var.reports_file]
}

run "reports_of_an_earlier_version" {
  command = plan

  variables {
    reports_file = "tests/refused/unpacked.json"
  }

  expect_failures = [var.reports_file]
}

run "a_report_beyond_the_limits" {
  command = plan

  variables {
    reports_file = "tests/refused/too-large.json"
  }

  expect_failures = [aws_dynamodb_table_item.report]
}

run "more_log_groups_than_roles_have_policies" {
  command = plan

  variables {
    reports_file = "tests/refused/500-groups.json"
  }

  expect_failures = [aws_iam_role_policy.function]
}

run "a_pattern_of_log_groups" {
  command = plan

  variables {
    reports_file = "tests/refused/pattern.json"
  }

  expect_failures = [var.reports_file]
}

run "a_pattern_in_a_tag_of_log_groups" {
  command = plan

  variables {
    reports_file = "tests/refused/a-pattern-in-a-tag.json"
  }

  expect_failures = [var.reports_file]
}

run "no_tag_of_log_groups" {
  command = plan

  variables {
    reports_file = "tests/refused/no-tag.json"
  }

  expect_failures = [var.reports_file]
}

run "more_tags_than_a_policy_has_room_for" {
  command = plan

  variables {
    reports_file = "tests/refused/many-tags.json"
  }

  expect_failures = [aws_iam_role_policy.function]
}

run "a_pattern_of_topics" {
  command = plan

  variables {
    reports_file = "tests/refused/a-pattern-of-topics.json"
  }

  expect_failures = [var.reports_file]
}

run "a_pattern_in_a_folder_of_objects" {
  command = plan

  variables {
    reports_file = "tests/refused/a-pattern-in-a-folder.json"
  }

  expect_failures = [var.reports_file]
}

run "an_empty_prefix" {
  command = plan

  variables {
    reports_file = "tests/refused/an-empty-prefix.json"
  }

  expect_failures = [var.reports_file]
}

run "a_pattern_in_a_prefix" {
  command = plan

  variables {
    reports_file = "tests/refused/a-pattern-in-a-prefix.json"
  }

  expect_failures = [var.reports_file]
}

run "a_prefix_of_every_account" {
  command = plan

  variables {
    reports_file = "tests/refused/a-prefix-of-every-account.json"
  }

  expect_failures = [var.reports_file]
}

run "a_sender_with_its_name" {
  command = plan

  variables {
    reports_file = "tests/refused/a-sender-with-its-name.json"
  }

  expect_failures = [var.reports_file]
}

run "log_groups_of_another_region" {
  command = plan

  variables {
    reports_file = "tests/refused/another-region.json"
  }

  expect_failures = [aws_dynamodb_table_item.report]
}

run "a_topic_of_another_partition" {
  command = plan

  variables {
    reports_file = "tests/refused/another-partition.json"
  }

  expect_failures = [aws_dynamodb_table_item.report]
}

run "a_missing_package" {
  command = plan

  variables {
    packages = { dispatcher = { path = "dispatcher.zip", hash = "ZGlzcGF0Y2hlcg==" } }
  }

  expect_failures = [var.packages]
}

run "more_queries_than_the_account_allows" {
  command = plan

  variables {
    insights_concurrency = 101
  }

  expect_failures = [var.insights_concurrency]
}

run "no_query_at_a_time" {
  command = plan

  variables {
    insights_concurrency = 0
  }

  expect_failures = [var.insights_concurrency]
}

run "half_a_query" {
  command = plan

  variables {
    insights_concurrency = 2.5
  }

  expect_failures = [var.insights_concurrency]
}

run "no_quota" {
  command = plan

  variables {
    insights_limit       = 0
    insights_concurrency = 2
  }

  expect_failures = [var.insights_limit]
}

run "no_start" {
  command = plan

  variables {
    insights_start_rate = 0
  }

  expect_failures = [var.insights_start_rate]
}

run "half_a_read" {
  command = plan

  variables {
    insights_read_rate = 0.5
  }

  expect_failures = [var.insights_read_rate]
}

run "no_retention" {
  command = plan

  variables {
    retention_days = 0
  }

  expect_failures = [var.retention_days]
}

run "no_editions_to_catch_up_with" {
  command = plan

  variables {
    catch_up_editions = 0
  }

  expect_failures = [var.catch_up_editions]
}

run "no_days_to_catch_up_with" {
  command = plan

  variables {
    catch_up_days = 0
  }

  expect_failures = [var.catch_up_days]
}

run "a_log_level_that_does_not_exist" {
  command = plan

  variables {
    log_level = "verbose"
  }

  expect_failures = [var.log_level]
}

run "a_log_retention_that_aws_does_not_have" {
  command = plan

  variables {
    log_retention_days = 8
  }

  expect_failures = [var.log_retention_days]
}

run "a_boundary_that_is_a_name" {
  command = plan

  variables {
    permissions_boundary = "boundary"
  }

  expect_failures = [var.permissions_boundary]
}

run "a_key_that_is_an_alias" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:eu-central-1:111122223333:alias/fanlight"
  }

  expect_failures = [var.kms_key_arn]
}

run "mail_to_nobody" {
  command = plan

  variables {
    alarm_emails = ["team"]
  }

  expect_failures = [var.alarm_emails]
}

run "reports_to_nobody" {
  command = plan

  variables {
    report_emails = ["team"]
  }

  expect_failures = [var.report_emails]
}
