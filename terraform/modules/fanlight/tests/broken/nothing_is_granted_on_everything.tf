# Queries may start on any log group.
locals {
  shared_resources = merge({ for queue, arn in local.queue_arns : queue => [arn] }, {
    table = ["*"], items = ["*"], open-runs = ["*"], log-groups = ["*"], insights = ["*"], stack-key = [], links = [], linked = []
  })
}
