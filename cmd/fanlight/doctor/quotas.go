package doctor

import (
	"context"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/servicequotas"

	"github.com/fanlight/fanlight/pkg/stack"
)

// The quota of concurrent queries of Logs Insights, as Service Quotas names it
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html).
const (
	logsService       = "logs"
	concurrentQueries = "L-32C48FBB"
)

// leastConcurrency is how many functions of the stack may run at a time: one for each
// function, and one more for each that a queue feeds.
var leastConcurrency = len(stack.Functions) + len(stack.Queues)*(stack.Workers-1)

// checkQuotas compares the stack's settings with the account's quotas.
func (d *Doctor) checkQuotas(ctx context.Context) []Check {
	return append(d.checkInsightsQuota(ctx), d.checkConcurrency(ctx)...)
}

// checkInsightsQuota compares what the worker goes by with the account's quota. Where that
// is not answered, the setting insights_limit stands for it.
func (d *Doctor) checkInsightsQuota(ctx context.Context) []Check {
	limit, concurrency := d.workerSetting("FANLIGHT_INSIGHTS_LIMIT"), d.workerSetting("FANLIGHT_CONCURRENCY")
	out, err := d.quotas.GetServiceQuota(ctx, &servicequotas.GetServiceQuotaInput{
		ServiceCode: aws.String(logsService), QuotaCode: aws.String(concurrentQueries),
	})
	var checks []Check
	quota := limit
	switch {
	case err != nil:
		checks = []Check{d.unanswered("quota", err)}
	case out.Quota == nil || out.Quota.Value == nil:
		checks = []Check{skipped("quota", "Service Quotas names no number of concurrent queries")}
	default:
		quota = int(*out.Quota.Value)
	}
	switch {
	case limit == 0 || concurrency == 0:
		return append(checks, skipped("quota", "the worker's settings are not known"))
	case limit > quota:
		return append(checks, warned("quota", "set insights_limit to "+strconv.Itoa(quota), "insights_limit is %d, but the account runs %d queries at a time", limit, quota))
	case concurrency >= quota:
		return append(checks, warned("quota", "lower it", "insights_concurrency is the account's whole %d", quota))
	case len(checks) > 0:
		return checks
	}
	return []Check{ok("quota", "%d of the account's %d concurrent queries", concurrency, quota)}
}

// workerSetting returns a number of the worker's environment, 0 if it is not known.
func (d *Doctor) workerSetting(name string) int {
	c := d.configured[stack.Worker]
	if c == nil || c.Environment == nil {
		return 0
	}
	n, _ := strconv.Atoi(c.Environment.Variables[name]) // else it is not known
	return n
}

// checkConcurrency checks that the account may run all functions of the stack: a new
// account may run a few only
// (https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html).
func (d *Doctor) checkConcurrency(ctx context.Context) []Check {
	out, err := d.functions.GetAccountSettings(ctx, &lambda.GetAccountSettingsInput{})
	if err != nil {
		return []Check{d.unanswered("quota", err)}
	}
	if out.AccountLimit == nil || out.AccountLimit.UnreservedConcurrentExecutions == nil {
		return []Check{skipped("quota", "lambda:GetAccountSettings names no concurrency")}
	}
	if n := int(*out.AccountLimit.UnreservedConcurrentExecutions); n < leastConcurrency {
		return []Check{warned("quota", "ask Service Quotas for more concurrent executions",
			"the account runs %d functions at a time, the stack up to %d", n, leastConcurrency)}
	}
	return nil
}
