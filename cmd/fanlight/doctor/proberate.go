package doctor

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/insights"
)

// mostCalls is how often DescribeQueries is called to find its rate.
const mostCalls = 200

// describeRate calls DescribeQueries until it is throttled. AWS does not document its
// rate. A worker calls it once in 0.6 seconds.
func (d *Doctor) describeRate(ctx context.Context) Check {
	const name = "describe-rate"
	in := &cloudwatchlogs.DescribeQueriesInput{Status: types.QueryStatusRunning, MaxResults: aws.Int32(1)}
	began := d.now()
	for n := range mostCalls {
		_, err := d.logs.DescribeQueries(ctx, in, func(o *cloudwatchlogs.Options) { o.Retryer = aws.NopRetryer{} })
		seconds := max(d.now().Sub(began).Seconds(), 0.001)
		switch {
		case insights.Classify(err) == insights.Retryable && err != nil:
			return ok(name, "throttled at call %d after %.1fs: %.1f calls a second", n+1, seconds, float64(n)/seconds)
		case err != nil:
			return d.unanswered(name, err)
		}
	}
	seconds := max(d.now().Sub(began).Seconds(), 0.001)
	return ok(name, "not throttled in %d calls, %.1f a second", mostCalls, mostCalls/seconds)
}
