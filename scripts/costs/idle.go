package main

import (
	"github.com/fanlight/fanlight/pkg/price"
	"github.com/fanlight/fanlight/pkg/sim/fleet"
)

// A month has 730 hours.
const (
	hours   = 730
	minutes = hours * 60
)

// longPoll is how long a poller of Lambda waits for a message, in seconds: the longest wait of SQS.
// AWS does not document it.
const longPoll = 20

// Pollers of an event source: two if its concurrency is not limited
// (docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html).
const limited, unlimited = 5, 2

// line is a part of what a stack costs, in dollars a month.
type line struct {
	what    string
	dollars float64
}

func total(lines []line) (sum float64) {
	for _, l := range lines {
		sum += l.dollars
	}
	return sum
}

// idle returns what a month without a report costs, by parts, with the default settings and with
// all that a stack can have.
func (f facts) idle() (small, full []line, err error) {
	setup := fleet.New(1, 1)
	setup.Log = true
	_, sweep, err := fleet.Sweep(setup)
	if err != nil {
		return nil, nil, err
	}
	return f.month(sweep, f.Small, unlimited), f.month(sweep, f.Full, limited), nil
}

func (f facts) month(sweep fleet.Counts, e extras, reporters int) []line {
	p, sweeps := price.List, float64(minutes)/float64(f.SweepMinutes)
	logged := sweeps * float64(sweep.AllLogged()) / gigabyte
	return []line{
		{"polling the queue of queries", polls(limited)},
		{"polling the queue of reports", polls(reporters)},
		{"alarms", float64(e.Alarms) * p.AlarmMonth},
		{"dashboard", float64(e.Dashboards) * p.DashboardMonth},
		{"the janitor's sweeps, with their schedule and reads", sweeps * sweep.Dollars(1, f.memory)},
		{"their logs, kept 30 days", logged * (p.LogGB + p.LogGBMonth)},
	}
}

const gigabyte = 1e9

// polls is the price of a month of polling an empty queue.
func polls(pollers int) float64 {
	return float64(pollers) * minutes * 60 / longPoll * price.List.SQSCall
}
