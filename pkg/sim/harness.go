package sim

import (
	"encoding/json"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/stack"
)

// Harness is the scripted mode, for the tests of the actors: the test decides
// which process runs when, which calls fail, how queries go and what
// destinations answer. Everything in it is a function of the test: it starts no
// goroutine.
type Harness struct {
	*Deployment
	T      testing.TB
	Sender *Sender
	Script func(Query) logs.Execution // how queries go; nil: Answers
	// Estimate is how estimates go, which are none of the queries that are started; nil: they
	// answer that nothing would be scanned.
	Estimate func(Query) logs.Execution

	Events     []fanlight.Event         // every event of every process
	QuerySent  []fanlight.QueryMessage  // every query message that the queue took
	ReportSent []fanlight.ReportMessage // every report message that the queue took

	starts map[[2]int]int // by epoch and index
}

// NewHarness returns a deployment of the reports at Due. It fails the test if
// they cannot be deployed.
func NewHarness(t testing.TB, reports ...report.Report) *Harness {
	t.Helper()
	d, err := newDeployment(0, rand.New(rand.NewPCG(0, 0)), Due, stack.MaxReceives, logs.Quotas{})
	if err != nil {
		t.Fatal(err)
	}
	h := &Harness{T: t, Deployment: d, Sender: &Sender{clock: d.Clock, tries: map[string]int{}}, starts: map[[2]int]int{}}
	h.observer, h.faults, h.deliver, h.patience = h, noFaults{}, h.Sender.send, time.Minute
	h.Logs.Script(h.script)
	for _, r := range reports {
		h.Deploy(r)
	}
	return h
}

// noFaults implements faultSource: only the test's strike functions do harm.
type noFaults struct{}

func (noFaults) pick(...Fault) Fault { return NoFault }

// Deploy writes a report's definition as the deployment does.
func (h *Harness) Deploy(r report.Report) {
	h.T.Helper()
	if err := h.put(r); err != nil {
		h.T.Fatal(err)
	}
}

// Remove deletes a report's definition as the deployment does.
func (h *Harness) Remove(name string) {
	h.T.Helper()
	h.undeploy(name)
}

// Process returns a new invocation. No fault strikes its calls unless With adds
// them.
func (h *Harness) Process() *Process {
	return h.newProcess("process").With(func(Call) Fault { return NoFault })
}

// Emitted returns how often a kind of event was emitted.
func (h *Harness) Emitted(kind fanlight.EventKind) int {
	n := 0
	for _, event := range h.Events {
		if event.Kind == kind {
			n++
		}
	}
	return n
}

// Started returns every query that was started, oldest first.
func (h *Harness) Started() []Query {
	var all []Query
	seen := map[[2]int]int{}
	for _, s := range h.Logs.Queries() {
		if !isEstimate(s.Text) {
			all = append(all, numbered(s.Query, seen))
		}
	}
	return all
}

// Estimated returns every estimate that was started, oldest first.
func (h *Harness) Estimated() (all []Query) {
	for _, s := range h.Logs.Queries() {
		if isEstimate(s.Text) {
			all = append(all, started(s.Query))
		}
	}
	return all
}

// numbered counts the starts of each query and epoch.
func numbered(s logs.Query, starts map[[2]int]int) Query {
	q := started(s)
	starts[[2]int{q.Epoch, q.Index}]++
	q.Start = starts[[2]int{q.Epoch, q.Index}]
	return q
}

func (h *Harness) script(s logs.Query) logs.Execution {
	if isEstimate(s.Text) && h.Estimate == nil {
		return Estimates(0)
	}
	if isEstimate(s.Text) {
		return h.Estimate(started(s))
	}
	q := numbered(s, h.starts)
	if h.Script == nil {
		return Answers(q)
	}
	return h.Script(q)
}

// called implements observer.
func (h *Harness) called(*Process, Call) {}

// effected implements observer: it records the messages that were sent.
func (h *Harness) effected(_ *Process, c Call, out any) {
	h.T.Helper()
	in, sends := c.Input.(*sqs.SendMessageBatchInput)
	if !sends {
		return
	}
	for _, body := range accepted(in, out.(*sqs.SendMessageBatchOutput)) {
		switch *in.QueueUrl {
		case h.Names.QueryQueue:
			h.QuerySent = append(h.QuerySent, decode[fanlight.QueryMessage](h.T, body))
		case h.Names.ReportQueue:
			m := decode[fanlight.ReportMessage](h.T, body)
			h.ReportSent = append(h.ReportSent, m)
			h.expectComplete(m)
		}
	}
}

// answered implements observer.
func (h *Harness) answered(*Process, Call, any, error) {}

// emitted implements observer.
func (h *Harness) emitted(_ *Process, e fanlight.Event) { h.Events = append(h.Events, e) }

// expectComplete asserts that a report message is for a complete epoch. The
// progress of a closed run, which is being resent, may have expired.
func (h *Harness) expectComplete(m fanlight.ReportMessage) {
	h.T.Helper()
	run := h.Run(m.Run)
	shards := h.Shards(fanlight.Run{ID: m.Run, Epoch: m.Epoch})
	if !run.State.Final() && !fanlight.Complete(shards, run.Total) {
		h.T.Errorf("a report message for %s epoch %d, which is not complete: %+v", m.Run, m.Epoch, shards)
	}
}

func decode[T any](t testing.TB, body string) (v T) {
	t.Helper()
	if err := json.Unmarshal([]byte(body), &v); err != nil {
		t.Errorf("read message %q: %v", body, err)
	}
	return v
}
