# The log groups that the worker may query, by name, by pattern and by tag, in as few managed policies as hold them. IAM
# counts the characters of a policy without white space, and has a quota of policies on a
# role (docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).
locals {
  policy_size   = 6144
  most_policies = 9 # of the 10 that every account has: one is left for a policy of yours

  # An ARN each. The * after a prefix stands for the rest of the name; a prefix takes the
  # place of a longer one.
  named_log_groups = distinct([
    for g in local.log_groups : startswith(g, "arn:") ? trimsuffix(g, ":*") : "${local.arn.logs}:log-group:${g}"
  ])
  every_log_group_pattern = [
    for p in local.log_group_prefixes : format("arn:%s:logs:%s:%s:log-group:%s*", local.partition, local.region,
    strcontains(p, ":") ? split(":", p)[0] : local.account, reverse(split(":", p))[0])
  ]
  log_group_patterns = [
    for p in local.every_log_group_pattern : p
    if !anytrue([for q in local.every_log_group_pattern : q != p && startswith(p, trimsuffix(q, "*"))])
  ]

  # Logs names a group with and without the :* of its streams, by operation. A pattern
  # stands for both, and for every group that it covers.
  log_group_arns = concat(
    [
      for arn in local.named_log_groups : [arn, "${arn}:*"]
      if !anytrue([for p in local.log_group_patterns : startswith(arn, trimsuffix(p, "*"))])
    ],
    [for p in local.log_group_patterns : [p]],
  )

  # Characters: of each group's ARNs with their quotes and commas, and up to each group.
  log_group_sizes = [for arns in local.log_group_arns : sum([for arn in arns : length(arn) + 3])]
  log_group_ends  = [for i in range(length(local.log_group_arns)) : sum(slice(local.log_group_sizes, 0, i + 1))]

  # A policy takes the groups that begin in its share of these characters; the last one
  # may reach beyond the share.
  log_group_share = local.policy_size - length(jsonencode(local.log_group_policy)) - max(0, local.log_group_sizes...)
  named_log_group_policies = {
    for share, groups in { for i, end in local.log_group_ends : floor((end - local.log_group_sizes[i]) / local.log_group_share) => local.log_group_arns[i]... } :
    tonumber(share) + 1 => merge(local.log_group_policy, {
      Statement = [merge(local.log_group_policy.Statement[0], { Resource = flatten(groups) })]
    })
  }

  # Log groups by tag have one policy. A log group has one of the values of each key that
  # SOURCE names, which is what a condition wants, too; those of one key go together.
  log_group_tag_values = { for t in local.log_group_tags : keys(t)[0] => values(t)[0]... if length(t) == 1 }
  log_group_tag_conditions = concat(
    [for key, values in local.log_group_tag_values : { (key) = sort(distinct(flatten(values))) }],
    [for t in local.log_group_tags : t if length(t) > 1],
  )
  log_group_tag_policy = merge(local.log_group_policy, {
    Statement = [
      for i, tags in local.log_group_tag_conditions : merge(local.log_group_policy.Statement[0], {
        Sid       = "FunctionLogGroupsByTag${i + 1}"
        Resource  = ["${local.arn.logs}:log-group:*"]
        Condition = { StringEquals = { for key, values in tags : "aws:ResourceTag/${key}" => values } }
      })
    ]
  })
  log_group_policies = merge(
    { for number, policy in local.named_log_group_policies : number => jsonencode(policy) },
    { for name, policy in { tags = jsonencode(local.log_group_tag_policy) } : name => policy if length(local.log_group_tag_conditions) > 0 },
  )

  log_group_policy = {
    Version = "2012-10-17"
    Statement = [{
      Sid      = "FunctionLogGroups"
      Effect   = "Allow"
      Action   = local.permissions.worker.function["log-groups"]
      Resource = []
    }]
  }

  # Whether a report reads logs of an account that is linked to this one.
  linked = anytrue([
    for arn in concat(local.named_log_groups, local.log_group_patterns) : split(":", arn)[4] != local.account
  ])
}

resource "aws_iam_policy" "log_groups" {
  for_each = local.log_group_policies

  name        = "${local.function_names["worker"]}-log-groups-${each.key}-${local.region}"
  description = "Log groups of the reports of ${var.name}."
  policy      = each.value
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "log_groups" {
  for_each = local.log_group_policies

  role       = aws_iam_role.function["worker"].name
  policy_arn = aws_iam_policy.log_groups[each.key].arn
}
