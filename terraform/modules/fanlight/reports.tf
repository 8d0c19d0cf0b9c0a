locals {
  reports = { for r in jsondecode(file(var.reports_file)).reports : r.name => r }

  log_groups_elsewhere = {
    for name, r in local.reports : name => [
      for g in r.log_groups : g if startswith(g, "arn:") && !startswith(g, "arn:${local.partition}:logs:${local.region}:")
    ]
  }

  # Topics, buses and secrets may be in another Region.
  arns_elsewhere = {
    for name, r in local.reports : name => [
      for arn in concat(
        flatten([for d in concat(try(r.definition.deliver, []), try([r.definition.owner], [])) : [try(d.sns.topic, []), try(d.eventbridge.bus, [])]]),
        [for s in r.secrets : trimprefix(s, "secretsmanager:")],
      ) : arn if startswith(arn, "arn:") && !startswith(arn, "arn:${local.partition}:")
    ]
  }

  log_groups = sort(distinct(flatten([for r in local.reports : r.log_groups])))

  # Beginnings of names, by which SOURCE selects log groups; those of one account only have
  # its number before them: 111122223333:/aws/lambda/.
  log_group_prefixes = sort(distinct(flatten([for r in local.reports : r.log_group_prefixes])))

  # Tags, by which SOURCE selects log groups: a map of a key's values for each SOURCE.
  log_group_tags = [for t in distinct(flatten([for r in local.reports : [for tags in r.log_group_tags : jsonencode(tags)]])) : jsondecode(t)]

  # The janitor sends messages to owners too; only the reporter sends reports.
  owners        = { for name, r in local.reports : name => try(r.definition.owner, null) }
  secrets       = sort(distinct(flatten([for r in local.reports : r.secrets])))
  owner_secrets = [for s in local.secrets : s if strcontains(jsonencode(local.owners), jsonencode(s))]

  # Bare addresses: IAM compares these with the sender of a mail.
  owner_senders = sort(distinct(flatten([for r in local.reports : r.owner_senders])))
  senders       = sort(distinct(flatten([for r in local.reports : r.senders])))

  # What each function delivers to. Patterns in these names are refused (variables.tf).
  destinations = {
    reporter = flatten([for r in local.reports : [try(r.definition.deliver, []), try([r.definition.owner], [])]])
    janitor  = values(local.owners)
  }

  topics = {
    for f, all in local.destinations : f => sort(distinct(flatten([for d in all : try(d.sns.topic, [])])))
  }

  buses = {
    for f, all in local.destinations : f => [
      for bus in sort(distinct(flatten([for d in all : try(d.eventbridge.bus, [])]))) :
      startswith(bus, "arn:") ? bus : "${local.arn.events}:event-bus/${bus}"
    ]
  }

  # Objects below the prefixes; the * stands for the rest of a key.
  archives = {
    for f, all in local.destinations : f => sort(distinct(flatten([
      for d in all : try("arn:${local.partition}:s3:::${d.s3.bucket}/${try("${d.s3.prefix}/", "")}*", [])
    ])))
  }

  # The pages of editions, which the reporter reads to add one. A report's folder is its
  # name without - at the ends.
  indexes = {
    reporter = sort(distinct(flatten([
      for name, r in local.reports : [
        for d in try(r.definition.deliver, []) :
        try("arn:${local.partition}:s3:::${d.s3.bucket}/${try("${d.s3.prefix}/", "")}${trim(name, "-")}/index.html", [])
      ]
    ])))
  }
}

# A definition is in chunks, each an item: one item would hold 400 KB. Their keys
# have the definition's digest, so that a changed definition gets new items, and the
# ones that the dispatcher reads are deleted last.
resource "aws_dynamodb_table_item" "definition" {
  for_each = merge([
    for name, r in local.reports : {
      for n, chunk in r.packed.chunks : "${name}#${r.packed.digest}#${format("%03d", n)}" => {
        name = name, digest = r.packed.digest, count = length(r.packed.chunks), number = n, data = chunk
      }
    }
  ]...)

  table_name = aws_dynamodb_table.ledger.name
  hash_key   = aws_dynamodb_table.ledger.hash_key
  range_key  = aws_dynamodb_table.ledger.range_key

  item = jsonencode({
    pk    = { S = "REPORT#${each.value.name}" }
    sk    = { S = "DEFINITION#${each.value.digest}#${format("%03d", each.value.number)}" }
    count = { N = tostring(each.value.count) }
    data  = { B = each.value.data }
  })

  # A function reads definitions strictly: one that has a key of a newer version
  # is written once the functions know it.
  depends_on = [aws_lambda_function.main]

  lifecycle {
    create_before_destroy = true
  }
}

# Only the deployment writes reports: the next apply undoes what was changed by
# hand.
resource "aws_dynamodb_table_item" "report" {
  for_each = local.reports

  table_name = aws_dynamodb_table.ledger.name
  hash_key   = aws_dynamodb_table.ledger.hash_key
  range_key  = aws_dynamodb_table.ledger.range_key

  item = jsonencode(merge({
    pk     = { S = "REPORTS" }
    sk     = { S = each.key }
    hash   = { S = each.value.hash }
    digest = { S = each.value.packed.digest }
    },
    # The janitor sees to what is due by the schedule that is here: nothing while a report
    # is paused.
    each.value.paused ? { paused = { BOOL = true } } : {},
    each.value.paused || each.value.schedule_expression == "" ? {} : {
      schedule = { S = each.value.schedule_expression }
      timezone = { S = each.value.timezone }
    },
    each.value.paused || each.value.until == "" ? {} : { until = { S = each.value.until } },
  ))

  depends_on = [aws_lambda_function.main, aws_dynamodb_table_item.definition]

  lifecycle {
    create_before_destroy = true

    # A query reads log groups of its own Region, and a role is one of its partition.
    precondition {
      condition     = length(local.log_groups_elsewhere[each.key]) == 0
      error_message = "report \"${each.key}\" names log groups that are not in ${local.region} (${local.partition}), where the stack is: ${join(", ", local.log_groups_elsewhere[each.key])}. Deploy a report of its own there."
    }

    precondition {
      condition     = length(local.arns_elsewhere[each.key]) == 0
      error_message = "report \"${each.key}\" names resources that are not in the partition ${local.partition}, where the stack is: ${join(", ", local.arns_elsewhere[each.key])}."
    }

    # `fanlight compile` refuses the same, in the same words.
    precondition {
      condition     = length(each.value.definition.queries) <= local.deployment.limits.queries
      error_message = "report \"${each.key}\" has ${length(each.value.definition.queries)} queries: want at most ${local.deployment.limits.queries} (split the report)"
    }

    precondition {
      condition     = length(each.value.definition.deliver) <= local.deployment.limits.destinations
      error_message = "report \"${each.key}\" has ${length(each.value.definition.deliver)} destinations: want at most ${local.deployment.limits.destinations} (split the report)"
    }

    precondition {
      condition     = each.value.bytes <= local.deployment.limits.bytes
      error_message = "report \"${each.key}\" has ${each.value.bytes} bytes as JSON: want at most ${local.deployment.limits.bytes} (split the report)"
    }
  }
}
