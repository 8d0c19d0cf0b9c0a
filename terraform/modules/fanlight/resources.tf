# The resources that the words of permissions.json stand for, per function. A word
# without a resource (no secret, no mail) grants nothing.
locals {
  items = jsondecode(file("${path.module}/items.json"))

  # Secrets that a function reads, and the addresses that it may send from.
  confidential = {
    dispatcher = { secrets = [], senders = [] }
    worker     = { secrets = [], senders = [] }
    reporter   = { secrets = local.secrets, senders = local.senders }
    janitor    = { secrets = local.owner_secrets, senders = local.owner_senders }
  }

  parameters = {
    for f, c in local.confidential :
    f => [for s in c.secrets : "${local.arn.ssm}:parameter${trimprefix(s, "ssm:")}" if startswith(s, "ssm:")]
  }

  # A reference may leave out the six characters that end a secret's ARN.
  secret_arns = {
    for f, c in local.confidential : f => distinct(flatten([
      for s in c.secrets : [
        regex("^secretsmanager:([^#]+)", s)[0],
        "${regex("^secretsmanager:([^#]+)", s)[0]}-??????",
      ] if startswith(s, "secretsmanager:")
    ]))
  }

  shared_resources = merge({ for queue, arn in local.queue_arns : queue => [arn] }, {
    table     = ["${local.arn.dynamodb}:table/${var.name}"]
    items     = ["${local.arn.dynamodb}:table/${var.name}"]
    open-runs = ["${local.arn.dynamodb}:table/${var.name}/index/open"]
    insights  = ["*"] # these actions take no resource
    stack-key = var.kms_key_arn == null ? [] : [var.kms_key_arn]

    # In policies of their own (loggroups.tf).
    log-groups = []

    # What CloudWatch asks of a role that reads logs of linked accounts. Those of the first
    # line take no resource. A link is a resource of the source account.
    links  = local.linked ? ["*"] : []
    linked = local.linked ? ["${local.arn.oam}:sink/*", "arn:${local.partition}:oam:${local.region}:*:link/*"] : []
  })

  resources = {
    for f, c in local.confidential : f => merge(local.shared_resources, {
      log        = ["${local.arn.logs}:log-group:/aws/lambda/${local.function_names[f]}:*"]
      parameters = local.parameters[f]
      secrets    = local.secret_arns[f]
      keys       = length(c.secrets) == 0 ? [] : ["arn:${local.partition}:kms:*:${local.account}:key/*"]
      topics     = try(local.topics[f], [])
      buses      = try(local.buses[f], [])
      archives   = try(local.archives[f], [])
      indexes    = try(local.indexes[f], [])
      mail       = length(c.senders) == 0 ? [] : ["${local.arn.ses}:identity/*", "${local.arn.ses}:configuration-set/*"]

      # What `fanlight doctor` has the reporter ask: GetAccount takes no resource.
      identities   = length(c.senders) == 0 ? [] : ["${local.arn.ses}:identity/*"]
      mail-account = length(c.senders) == 0 ? [] : ["*"]
    })
  }

  # A sender's identity in SES is its address or a domain above it, and may have
  # a configuration set; the sender decides. A key decrypts only what these
  # services encrypt with it. Items are those of the partitions in items.json: a test
  # compares them with what the functions write.
  conditions = {
    for f, c in local.confidential : f => {
      items = { "ForAllValues:StringLike" = { "dynamodb:LeadingKeys" = local.items[f] } }
      stack-key = { StringEquals = { "kms:ViaService" = [
        for service in ["dynamodb", "s3", "sns", "sqs"] : "${service}.${local.region}.${data.aws_partition.current.dns_suffix}"
      ] } }
      mail = { StringEquals = { "ses:FromAddress" = c.senders } }
      keys = { StringLike = { "kms:ViaService" = [
        for service in ["ssm", "secretsmanager"] : "${service}.*.${data.aws_partition.current.dns_suffix}"
      ] } }
    }
  }
}
