output "stack" {
  description = "Name of the stack; the command line takes it as --stack."
  value       = var.name
}

output "region" {
  description = "The Region that everything is in."
  value       = local.region
}

output "table" {
  description = "Name of the ledger."
  value       = aws_dynamodb_table.ledger.name
}

output "protected" {
  description = "Whether the table is protected from deletion."
  value       = aws_dynamodb_table.ledger.deletion_protection_enabled
}

output "queues" {
  description = "URLs of the queues, with those of dead letters."
  value       = { for key, q in merge(aws_sqs_queue.main, aws_sqs_queue.dead) : key => q.url }
}

output "functions" {
  description = "Names of the functions."
  value       = { for key, f in aws_lambda_function.main : key => f.function_name }
}

output "schedules" {
  description = "When each scheduled report is due."
  value       = { for report, s in aws_scheduler_schedule.report : report => "${s.schedule_expression} ${s.schedule_expression_timezone}${s.state == "DISABLED" ? ", paused" : ""}" }
}

output "scans" {
  description = "What the scans of each report come to by Logs Insights' estimates, where `fanlight compile --live` wrote them into the compiled file."
  value       = { for name, r in local.reports : name => format("%.1f GB a day, $%.2f a month", r.estimate.gb_a_day, r.estimate.dollars_a_month) if try(r.estimate, null) != null }
}

output "alarm_topic" {
  description = "ARN of the topic that alarms are published on."
  value       = aws_sns_topic.alarms.arn
}

output "reports_topic" {
  description = "ARN of the topic that reports may be sent to; a report names it as $${reports_topic}."
  value       = aws_sns_topic.reports.arn
}

output "archive_bucket" {
  description = "Name of the bucket that reports may be kept in; a report names it as $${archive_bucket}."
  value       = aws_s3_bucket.archive.bucket
}

output "unconfirmed" {
  description = "Addresses of alarm_emails and report_emails that have not confirmed yet: they get nothing."
  value       = distinct([for s in concat(values(aws_sns_topic_subscription.email), values(aws_sns_topic_subscription.reports)) : s.endpoint if s.pending_confirmation])
}

output "dashboard" {
  description = "Name of the dashboard in CloudWatch; null without one."
  value       = one(aws_cloudwatch_dashboard.main[*].dashboard_name)
}

output "policies" {
  description = "ARNs of policies for people: reader (runs, show, results and all that reads) and operator (also start, replay, resend, backfill and cancel)."
  value       = { for who, policy in aws_iam_policy.people : who => policy.arn }
}
