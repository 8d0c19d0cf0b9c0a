package logs

import "time"

// Quotas are the limits of an account on Logs Insights; 0 means unlimited. Calls of one
// second may come at once. An account on AWS has 100 concurrent queries, and ten calls a second
// of StartQuery and of GetQueryResults
// (docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html); the rate of
// DescribeQueries is not published.
type Quotas struct {
	Concurrent        int // queries Scheduled or Running
	StartPerSecond    int // calls of StartQuery
	ReadPerSecond     int // calls of GetQueryResults
	DescribePerSecond int // calls of DescribeQueries
}

// limiter admits a number of calls a second, and as many at once. It is a token bucket.
type limiter struct {
	perSecond int
	full      time.Time // when the bucket will be full
}

// admit takes a token, or returns ThrottlingException if there is none.
func (l *limiter) admit(now time.Time) error {
	if l.perSecond <= 0 {
		return nil
	}
	if l.full.Before(now) {
		l.full = now
	}
	full := l.full.Add(time.Second / time.Duration(l.perSecond))
	if full.Sub(now) > time.Second {
		return throttled()
	}
	l.full = full
	return nil
}
