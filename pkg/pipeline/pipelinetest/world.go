// Package pipelinetest is a world for the actors' tests: one deployment on the
// embedded stand-in's cores, with a clock that moves only when somebody
// sleeps, queries that go by script, destinations that remember what they got,
// and processes whose every call can be made to fail or to be their last.
// Everything in it is a function of the test: it starts no goroutine.
package pipelinetest

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	ddb "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/localaws/dynamodb"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/localaws/sqs"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/stack"
)

// Birth is when every world begins.
var Birth = time.Date(2026, 1, 2, 12, 30, 0, 0, time.UTC)

// World is one deployment. It is not safe for concurrent use.
type World struct {
	T        testing.TB
	Clock    *Clock
	DynamoDB *dynamodb.Core
	SQS      *sqs.Core
	Logs     *logs.Core
	Sender   *Sender
	Events   []fanlight.Event
	Script   func(Query) logs.Execution // how queries go; nil: Answers

	Names      stack.Names
	QuerySent  []fanlight.QueryMessage  // every query message that was accepted
	ReportSent []fanlight.ReportMessage // every report message that was accepted

	random *Random
	starts map[[2]int]int // by epoch and index
}

// New returns a world in which the reports are deployed.
func New(t testing.TB, reports ...report.Report) *World {
	t.Helper()
	w := &World{T: t, Clock: &Clock{now: Birth}, random: &Random{}, starts: map[[2]int]int{}}
	w.DynamoDB, w.SQS = dynamodb.New(w.Clock.Now), sqs.New(w.Clock.Now)
	w.Logs = logs.New(w.Clock.Now, logs.Quotas{})
	w.Logs.AttachCatchAll(Nothing{})
	w.Logs.Script(w.script)
	w.Sender = &Sender{world: w}
	var err error
	if w.Names, err = CreateResources(t.Context(), w.DynamoDB, w.SQS); err != nil {
		t.Fatal(err)
	}
	w.letItemsExpire()
	for _, r := range reports {
		w.Deploy(r)
	}
	return w
}

// letItemsExpire switches the table's expiry on: DynamoDB.Expire carries it out.
func (w *World) letItemsExpire() {
	w.T.Helper()
	if _, err := w.DynamoDB.UpdateTimeToLive(w.T.Context(), &ddb.UpdateTimeToLiveInput{
		TableName: &w.Names.Table,
		TimeToLiveSpecification: &types.TimeToLiveSpecification{
			AttributeName: aws.String(ledger.ExpiryField), Enabled: aws.Bool(true),
		},
	}); err != nil {
		w.T.Fatal(err)
	}
}

// Deploy writes a report's definition as the deployment does.
func (w *World) Deploy(r report.Report) {
	w.T.Helper()
	if err := w.Ledger().PutDefinition(w.T.Context(), ledger.Definition{Report: r, Hash: r.Hash()}); err != nil {
		w.T.Fatal(err)
	}
}

// Ledger reads and writes beside all processes.
func (w *World) Ledger() *ledger.Ledger {
	return ledger.New(w.DynamoDB, w.Names.Table, w.Clock, w.Names.Retention)
}

// Emit implements fanlight.EventSink for every process.
func (w *World) Emit(_ context.Context, n fanlight.Event) { w.Events = append(w.Events, n) }

// Emitted returns how often a kind of event was given.
func (w *World) Emitted(kind fanlight.EventKind) int {
	n := 0
	for _, event := range w.Events {
		if event.Kind == kind {
			n++
		}
	}
	return n
}

// sent notes an accepted message.
func (w *World) sent(queue, body string) {
	w.T.Helper()
	switch queue {
	case w.Names.QueryQueue:
		w.QuerySent = append(w.QuerySent, decode[fanlight.QueryMessage](w.T, body))
	case w.Names.ReportQueue:
		m := decode[fanlight.ReportMessage](w.T, body)
		w.ReportSent = append(w.ReportSent, m)
		w.expectComplete(m)
	}
}

// expectComplete asserts that a report message is for a complete epoch. That of
// a closed run, which is being resent, may have expired.
func (w *World) expectComplete(m fanlight.ReportMessage) {
	w.T.Helper()
	run := w.Run(m.Run)
	epoch := fanlight.Run{ID: m.Run, Epoch: m.Epoch}
	if shards := w.Shards(epoch); !run.State.Final() && !fanlight.Complete(shards, run.Total) {
		w.T.Errorf("a report message for %s epoch %d, which is not complete: %+v", m.Run, m.Epoch, shards)
	}
}

func decode[T any](t testing.TB, body string) (v T) {
	t.Helper()
	if err := json.Unmarshal([]byte(body), &v); err != nil {
		t.Errorf("read message %q: %v", body, err)
	}
	return v
}
