output "stack" {
  description = "What the command line calls --stack."
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
  description = "Whether the table refuses to be deleted."
  value       = aws_dynamodb_table.ledger.deletion_protection_enabled
}

output "queues" {
  description = "Each queue's URL, the dead letters among them."
  value       = { for key, q in merge(aws_sqs_queue.main, aws_sqs_queue.dead) : key => q.url }
}

output "functions" {
  description = "Each function's name."
  value       = { for key, f in aws_lambda_function.main : key => f.function_name }
}

output "schedules" {
  description = "When each scheduled report is due."
  value       = { for report, s in aws_scheduler_schedule.report : report => "${s.schedule_expression} ${s.schedule_expression_timezone}" }
}

output "alarm_topic" {
  description = "ARN of the topic that alarms are published on."
  value       = aws_sns_topic.alarms.arn
}

output "dashboard" {
  description = "Name of the dashboard in CloudWatch."
  value       = aws_cloudwatch_dashboard.main.dashboard_name
}
