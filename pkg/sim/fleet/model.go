package fleet

import (
	"math"
	"math/rand/v2"
	"time"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

// Model is an account as it is assumed: the quotas of Logs Insights, how long calls
// take, and how long queries run.
type Model struct {
	Quotas logs.Quotas

	Insights time.Duration // a call of Logs Insights
	DynamoDB time.Duration // a call of DynamoDB
	SQS      time.Duration // a call of SQS but ReceiveMessage
	Receive  time.Duration // a call of ReceiveMessage, also by an event source
	Delivery time.Duration // a destination's provider takes a message
	Boot     time.Duration // a warm invocation until its handler runs, and its end
	Cold     [2]time.Duration

	Median, Sigma     float64 // of the log-normal run times, in seconds
	Shortest, Longest float64 // to which they are cut, in seconds
	Drift             float64 // sigma of the ratio of a query's run times in two editions
}

// Assumed returns the model of the targets. Published are 100 concurrent queries,
// and ten calls a second of StartQuery and of GetQueryResults (CloudWatch Logs
// quotas). The rest is assumed: the rate of DescribeQueries is not published.
func Assumed() Model {
	return Model{
		Quotas:   logs.Quotas{Concurrent: 100, StartPerSecond: 10, ReadPerSecond: 10, DescribePerSecond: 5},
		Insights: 100 * time.Millisecond,
		DynamoDB: 8 * time.Millisecond,
		SQS:      20 * time.Millisecond,
		Receive:  50 * time.Millisecond,
		Delivery: 300 * time.Millisecond,
		Boot:     20 * time.Millisecond,
		Cold:     [2]time.Duration{100 * time.Millisecond, 400 * time.Millisecond},
		Median:   8, Sigma: 0.75, Shortest: 2, Longest: 60, Drift: 0.3,
	}
}

// draw returns the run times of n queries.
func (m Model) draw(n int, r *rand.Rand) (normal []float64) {
	normal = make([]float64, n)
	for i := range normal {
		normal[i] = r.NormFloat64()
	}
	return normal
}

// next draws the run times of the next edition from those of the last one, both as
// standard normal values: each is distributed like the first, and the ratio of a
// query's two run times has the model's drift.
func (m Model) next(last []float64, r *rand.Rand) []float64 {
	same := 1 - m.Drift*m.Drift/(2*m.Sigma*m.Sigma)
	fresh := m.draw(len(last), r)
	for i := range fresh {
		fresh[i] = same*last[i] + math.Sqrt(1-same*same)*fresh[i]
	}
	return fresh
}

// runTimes converts standard normal values to run times.
func (m Model) runTimes(normal []float64) []time.Duration {
	times := make([]time.Duration, len(normal))
	for i, z := range normal {
		times[i] = seconds(min(m.Longest, max(m.Shortest, m.Median*math.Exp(m.Sigma*z))))
	}
	return times
}

func (m Model) coldStart(r *rand.Rand) time.Duration {
	return m.Cold[0] + time.Duration(r.Float64()*float64(m.Cold[1]-m.Cold[0]))
}

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }
