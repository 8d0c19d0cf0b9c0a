package fleet

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/localaws/dynamodb"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/localaws/sqs"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/stack"
)

// account is the AWS account in which a set-up is measured.
type account struct {
	timeline
	Setup
	model    Model
	rng      *rand.Rand
	times    *rand.Rand // of the run times, so that the same ones are measured whatever else is drawn
	dynamodb *dynamodb.Core
	sqs      *sqs.Core
	logs     *logs.Core
	names    stack.Names
	reports  []report.Report

	normal   []float64 // of the present edition's run times
	edition  *Edition
	counts   Counts
	failures []error
}

func newAccount(s Setup) (*account, error) {
	a := &account{Setup: s, model: s.Model, rng: rand.New(rand.NewPCG(s.Seed, 7)), times: rand.New(rand.NewPCG(s.Seed, 8)), timeline: timeline{now: firstDue}}
	a.normal = s.Model.draw(s.Queries*s.Reports, a.times)
	clock := func() time.Time { return a.now }
	a.dynamodb, a.sqs, a.logs = dynamodb.New(clock), sqs.New(clock), logs.New(clock, s.Model.Quotas)
	a.logs.AttachCatchAll(noEvents{})
	a.logs.Script(a.script)
	var err error
	if a.names, err = stack.Create(context.Background(), "fanlight", stack.MaxReceives, a.dynamodb, a.sqs); err != nil {
		return nil, err
	}
	return a, a.deploy()
}

// deploy writes the definitions as the deployment does.
func (a *account) deploy() error {
	l := ledger.New(a.dynamodb, a.names.Table, &process{account: a}, a.names.Retention)
	for i := range a.Reports {
		r := a.definition(i)
		a.reports = append(a.reports, r)
		if err := l.PutDefinition(context.Background(), ledger.Definition{Report: r, Hash: r.Hash()}); err != nil {
			return err
		}
	}
	return nil
}

// script is the course of a query: it runs for its time from the answer of its
// start on, and has one row.
func (a *account) script(q logs.Query) logs.Execution {
	i, err := a.number(q.Text)
	if err != nil {
		a.failures = append(a.failures, err)
		return logs.Execution{}
	}
	run := a.model.Insights + a.edition.runs[i]
	a.edition.started(i, q.ID, a.now, a.now.Add(run))
	return logs.Execution{Run: run, Outcome: logs.Outcome{
		Rows: [][]types.ResultField{{
			{Field: aws.String("bin(1h)"), Value: aws.String("2026-01-02 00:00:00.000")},
			{Field: aws.String("calls"), Value: aws.String(strconv.Itoa(1000 + i*7919%99999))},
		}},
		Statistics: types.QueryStatistics{BytesScanned: 1e6, RecordsScanned: 1e4, RecordsMatched: 1e3},
	}}
}

// noEvents is the content of every log group: the queries go by script.
type noEvents struct{}

// Each implements logs.Source.
func (noEvents) Each(context.Context, string, func(*cwli.Event) error) error { return nil }

// Measure returns the editions of a set-up. It returns an error if a query did not
// run exactly once, or a report was not delivered.
func Measure(s Setup) ([]*Edition, error) {
	a, err := newAccount(s)
	if err != nil {
		return nil, fmt.Errorf("deploy: %w", err)
	}
	var all []*Edition
	for n := range s.Editions {
		if n > 0 {
			a.normal = s.Model.next(a.normal, a.times)
		}
		if err := a.measure(firstDue.AddDate(0, 0, n)); err != nil {
			return nil, fmt.Errorf("edition %d: %w", n+1, err)
		}
		all = append(all, a.edition)
	}
	return all, nil
}

// limit is how long an edition may take.
const limit = 20 * time.Hour

// measure carries out the edition of a due time.
func (a *account) measure(due time.Time) error {
	runs := a.model.runTimes(a.normal)
	a.now, a.counts = due, newCounts()
	a.edition = newEdition(due, runs, Bound(runs, a.Limits), a.counts)
	a.begins()
	if !a.run(due.Add(limit)) {
		return fmt.Errorf("not over after %s: %v, %v", limit, a.failures, a.counts.Notices)
	}
	if len(a.failures) > 0 {
		return fmt.Errorf("%d invocations failed, the first: %w", len(a.failures), a.failures[0])
	}
	return a.edition.check(a.Reports)
}
