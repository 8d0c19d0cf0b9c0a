variable "name" {
  description = "Name of the stack, and first part of the names of its resources; the command line takes it as --stack."
  type        = string

  validation {
    # The longest name made of it is a role's, <name>-dispatcher-<Region>, and IAM takes 64 characters.
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "The name must be 3 to 32 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen: fanlight-dev."
  }
}

variable "reports_file" {
  description = "Path of the file that `fanlight compile` writes."
  type        = string

  validation {
    condition     = can(jsondecode(file(var.reports_file)).reports)
    error_message = "There is no compiled report file at ${var.reports_file}: write it with `fanlight compile --out FILE`."
  }

  validation {
    condition     = try(jsondecode(file(var.reports_file)).version, 1) == 1
    error_message = "${var.reports_file} was written by another version of `fanlight compile` than this module reads (1)."
  }

  validation {
    condition     = alltrue([for r in try(jsondecode(file(var.reports_file)).reports, []) : can(r.packed.chunks) && can(r.bytes) && can(r.log_group_prefixes) && can(r.log_group_tags) && can(r.senders) && can(r.owner_senders) && can(r.paused) && can(r.until) && can(r.end_date)])
    error_message = "${var.reports_file} was written by an earlier version of `fanlight compile`: write it again with that of this module."
  }

  validation {
    condition = alltrue([
      for r in try(jsondecode(file(var.reports_file)).reports, []) :
      length(regexall("[*?]", join(" ", concat(r.log_groups, r.secrets)))) == 0
    ])
    error_message = "A log group or secret in ${var.reports_file} holds * or ?, which would let the functions read others too."
  }

  validation {
    condition = alltrue([
      for sender in flatten([for r in try(jsondecode(file(var.reports_file)).reports, []) : concat(try(r.senders, []), try(r.owner_senders, []))]) :
      can(regex("^[^<>*?[:space:]]+@[-.A-Za-z0-9]+$", sender))
    ])
    error_message = "A sender in ${var.reports_file} is not a bare address, such as reports@example.org: IAM compares it with the sender of a mail without its name."
  }

  validation {
    condition = length(regexall("[*?]", join(" ", flatten([
      for r in try(jsondecode(file(var.reports_file)).reports, []) : [
        for d in concat(try(r.definition.deliver, []), try([r.definition.owner], [])) :
        [try(d.sns.topic, []), try(d.eventbridge.bus, []), try(d.s3.bucket, []), try(d.s3.prefix, [])]
      ]
    ])))) == 0
    error_message = "A topic, event bus, bucket or prefix in ${var.reports_file} holds * or ?, which would let the functions write to others too."
  }

  validation {
    condition = alltrue(flatten([
      for r in try(jsondecode(file(var.reports_file)).reports, []) : [
        for tags in try(r.log_group_tags, []) : length(tags) == 0 ? [false] : [
          for text in flatten([keys(tags), values(tags)]) : can(regex("^[\\p{L}\\p{Zs}\\p{N}_.:/=+@-]+$", text))
        ]
      ]
    ]))
    error_message = "A tag of log groups in ${var.reports_file} is empty, or has another character than letters, digits, blanks and _ . : / = + - @, such as a *: it would let the functions read others too."
  }

  validation {
    condition = alltrue(flatten([
      for r in try(jsondecode(file(var.reports_file)).reports, []) : [
        for p in try(r.log_group_prefixes, []) : can(regex("^([0-9]{12}:)?[-._/#A-Za-z0-9]{1,512}$", p))
      ]
    ]))
    error_message = "A prefix of log groups in ${var.reports_file} is empty, or has another character than letters, digits and . - _ / #, such as a *: it would let the functions read others too."
  }
}

variable "packages" {
  description = "The zip of each function and its SHA-256 in base64, as scripts/package.sh writes them."
  type        = map(object({ path = string, hash = string }))

  validation {
    condition     = toset(keys(var.packages)) == toset(["dispatcher", "worker", "reporter", "janitor"])
    error_message = "The packages must be those of dispatcher, worker, reporter and janitor, and no others."
  }
}

variable "insights_limit" {
  description = "The account's quota of concurrent Logs Insights queries in this Region."
  type        = number
  default     = 100

  validation {
    condition     = var.insights_limit >= 1 && floor(var.insights_limit) == var.insights_limit
    error_message = "The quota of concurrent queries is a whole number from 1."
  }
}

variable "insights_concurrency" {
  description = "How many of these queries the stack runs at a time; the two workers share them. By default 25, or insights_limit if that is less."
  type        = number
  default     = null

  validation {
    condition     = var.insights_concurrency == null || try(var.insights_concurrency >= 1 && floor(var.insights_concurrency) == var.insights_concurrency, false)
    error_message = "The concurrency is a whole number from 1."
  }

  validation {
    condition     = var.insights_concurrency == null || try(var.insights_concurrency <= var.insights_limit, false)
    error_message = "The concurrency is beyond the account's quota, insights_limit = ${var.insights_limit}."
  }
}

variable "insights_start_rate" {
  description = "How many StartQuery calls the stack makes in a second; the account allows 10 for all of its users in the Region."
  type        = number
  default     = 8

  validation {
    condition     = var.insights_start_rate >= 1 && floor(var.insights_start_rate) == var.insights_start_rate
    error_message = "The rate of starts is a whole number from 1."
  }
}

variable "insights_read_rate" {
  description = "How many GetQueryResults calls the stack makes in a second; the account allows 10 for all of its users in the Region."
  type        = number
  default     = 8

  validation {
    condition     = var.insights_read_rate >= 1 && floor(var.insights_read_rate) == var.insights_read_rate
    error_message = "The rate of reads is a whole number from 1."
  }
}

variable "catch_up_editions" {
  description = "How many editions of a report that its schedule did not start, as in an outage of EventBridge Scheduler, the janitor starts: the newest. One alarm names the others."
  type        = number
  default     = 3

  validation {
    condition     = var.catch_up_editions >= 1 && floor(var.catch_up_editions) == var.catch_up_editions
    error_message = "The number of editions to catch up with is a whole number from 1."
  }
}

variable "catch_up_days" {
  description = "How many days old these editions may be."
  type        = number
  default     = 7

  validation {
    condition     = var.catch_up_days >= 1 && floor(var.catch_up_days) == var.catch_up_days
    error_message = "The age of editions to catch up with is a whole number of days from 1."
  }
}

variable "retention_days" {
  description = "How many days after its end a run can be shown, replayed and sent again."
  type        = number
  default     = 90

  validation {
    condition     = var.retention_days >= 1 && floor(var.retention_days) == var.retention_days
    error_message = "The retention is a whole number of days from 1."
  }
}

variable "log_level" {
  description = "Lowest level of the records that the functions write to their logs: debug, info, warn or error."
  type        = string
  default     = "info"

  validation {
    condition     = contains(["debug", "info", "warn", "error"], var.log_level)
    error_message = "invalid log_level \"${var.log_level}\": want debug, info, warn or error."
  }
}

variable "log_retention_days" {
  description = "How many days the functions' logs are kept."
  type        = number
  default     = 30

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731], var.log_retention_days)
    error_message = "CloudWatch Logs keeps logs for 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545 or 731 days, not for ${var.log_retention_days}."
  }
}

variable "protected" {
  description = "Whether the table is protected from deletion; scripts/destroy.sh then deletes nothing."
  type        = bool
  default     = true
}

variable "alarm_emails" {
  description = "Addresses that get alarms by mail; each must confirm once. Other subscribers use the output alarm_topic."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for a in var.alarm_emails : can(regex("^[^@[:space:]]+@[^@[:space:]]+$", a))])
    error_message = "Each of alarm_emails must be a mail address: team@example.org."
  }
}

variable "report_emails" {
  description = "Addresses that get by mail what reports send to the topic of the stack, the output reports_topic; each must confirm once."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for a in var.report_emails : can(regex("^[^@[:space:]]+@[^@[:space:]]+$", a))])
    error_message = "Each of report_emails must be a mail address: team@example.org."
  }
}

variable "fine_alarms" {
  description = "Whether each notice, queue and function has an alarm of its own, next to the two that say that something needs a person."
  type        = bool
  default     = false
}

variable "dashboard" {
  description = "Whether the stack has a dashboard in CloudWatch."
  type        = bool
  default     = false
}

variable "permissions_boundary" {
  description = "ARN of a policy that bounds the permissions of the roles, where your organisation asks for one. It must allow what the functions do: the policies of their roles."
  type        = string
  default     = null

  validation {
    condition     = var.permissions_boundary == null || can(regex("^arn:[a-z-]+:iam::([0-9]{12}|aws):policy/.+$", var.permissions_boundary))
    error_message = "The permissions boundary must be the ARN of a policy: arn:aws:iam::111122223333:policy/boundary."
  }
}

variable "tags" {
  description = "Tags of every resource that can have tags in addition to the default_tags of the provider."
  type        = map(string)
  default     = {}
}

variable "kms_key_arn" {
  description = "ARN of a key of yours that encrypts the ledger, the queues, the functions' logs, the topic of reports and the archive; by default AWS encrypts them with keys of its own. The key's policy must let the account use IAM policies, and CloudWatch Logs use the key."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "The key must be the ARN of a key, not of an alias: arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab."
  }
}
