package logs

import "time"

// Quotas are the account's limits on Logs Insights; 0 means unlimited. Of what
// is counted by the second, one second's worth may come at once.
type Quotas struct {
	Concurrent        int // queries Scheduled or Running
	StartPerSecond    int // StartQuery
	ReadPerSecond     int // GetQueryResults
	DescribePerSecond int // DescribeQueries
}

// AWSQuotas are those of an account: 100 concurrent queries and ten calls a
// second of StartQuery and GetQueryResults each, not adjustable
// (docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html).
// The rate of DescribeQueries is not published; five is a careful guess.
func AWSQuotas() Quotas {
	return Quotas{Concurrent: 100, StartPerSecond: 10, ReadPerSecond: 10, DescribePerSecond: 5}
}

// pace admits a number of calls a second, with a burst of as many: a token
// bucket, kept as the instant at which it would be full again.
type pace struct {
	perSecond int
	full      time.Time
}

func newPace(perSecond int) pace { return pace{perSecond: perSecond} }

// admit takes a token, or refuses with ThrottlingException. A refused call
// takes none.
func (p *pace) admit(now time.Time) error {
	if p.perSecond <= 0 {
		return nil
	}
	if p.full.Before(now) {
		p.full = now
	}
	full := p.full.Add(time.Second / time.Duration(p.perSecond))
	if full.Sub(now) > time.Second {
		return throttled()
	}
	p.full = full
	return nil
}
