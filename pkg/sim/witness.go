package sim

import (
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/queue"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim/oracle"
)

// witness hands the oracle what passes the seam, and notes it. It implements observer
// and oracle.World.
type witness struct{ s *simulation }

// called implements observer.
func (w witness) called(p *Process, c Call) { w.s.oracle.Called(p.seen, seenCall(c)) }

// effected implements observer.
func (w witness) effected(p *Process, c Call, out any) {
	meta := writtenMeta(c.Input, out)
	id := fanlight.RunID(strings.TrimPrefix(str(meta, "pk"), "RUN#"))
	before, existed := w.s.oracle.Run(id)
	w.s.oracle.Effected(p.seen, seenCall(c), out)
	if answer, ok := out.(*cloudwatchlogs.GetQueryResultsOutput); ok {
		w.s.note("insights", "answers", string(answer.Status))
	}
	if meta != nil {
		w.s.note("ledger", "META", str(meta, "state"))
		if after, _ := w.s.oracle.Run(id); before.Open && !after.Open {
			w.s.runEnded()
		}
		if !existed && w.s.newerRun {
			w.s.makeNewer(p, id)
		}
	}
}

// writtenMeta returns META as a call wrote it, or nil.
func writtenMeta(in, out any) (it item) {
	switch in := in.(type) {
	case *dynamodb.PutItemInput:
		it = in.Item
	case *dynamodb.UpdateItemInput:
		it = out.(*dynamodb.UpdateItemOutput).Attributes
	}
	if str(it, "sk") != "META" {
		return nil
	}
	return it
}

// answered implements observer.
func (w witness) answered(p *Process, c Call, out any, err error) {
	if got, ok := out.(*sqs.ReceiveMessageOutput); ok && err == nil {
		for _, m := range got.Messages {
			p.note("receives", *m.Body)
		}
	}
	w.s.oracle.Answered(p.seen, seenCall(c), out, err)
}

// emitted implements observer.
func (w witness) emitted(p *Process, e fanlight.Event) {
	p.note(string(e.Kind), e.Detail)
	w.s.oracle.Emitted(p.seen, e)
}

// received hands the oracle messages that a process received.
func (s *simulation) received(p *Process, url string, batch []queue.Message) {
	s.record.received(p, url, batch, 0)
	seen := make([]oracle.Message, len(batch))
	for i, m := range batch {
		p.note("receives", m.Body)
		seen[i] = oracle.Message{Receipt: m.Receipt, Body: m.Body}
	}
	s.oracle.Received(p.seen, url, seen)
}

// scripted hands the oracle what a query does.
func (s *simulation) scripted(q *script) {
	s.scripts[q.ID] = q
	text, _, _ := strings.Cut(q.Query.Text, startMark)
	s.oracle.Scripted(oracle.Query{
		ID: q.ID, Run: q.Run, Epoch: q.Epoch, Index: q.Index, Groups: q.Groups, Text: text, Rows: q.rows, Long: q.long, Estimate: q.estimate, Fault: q.fault.seen(), Answer: q.answer,
	})
}

// explain names the fault that struck a query.
func (s *simulation) explain(q Query, f Fault) {
	if f != NoFault {
		s.oracle.Explain(q.Run, q.Epoch, q.Index, f.seen())
	}
}

func seenCall(c Call) oracle.Call {
	return oracle.Call{Op: c.Op, Input: c.Input, Target: c.target, Fault: c.fault.seen()}
}

// seen returns the fault as the oracle knows it.
func (f Fault) seen() oracle.Fault {
	if f == NoFault {
		return ""
	}
	return oracle.Fault(f.String())
}

// faultsByName are the kinds of faults by their words.
var faultsByName = func() map[oracle.Fault]Fault {
	all := map[oracle.Fault]Fault{}
	for _, f := range Faults() {
		all[f.seen()] = f
	}
	return all
}()

// Now implements oracle.World.
func (w witness) Now() time.Time { return w.s.Clock.now }

// Count implements oracle.World.
func (w witness) Count(f oracle.Fault) { w.s.count(faultsByName[f]) }

// Violated implements oracle.World.
func (w witness) Violated(v oracle.Violation) { w.s.note("ORACLE", "VIOLATION", v.String()) }

// Stored implements oracle.World.
func (w witness) Stored(pk string) []item { return w.s.stored(pk) }

// Running implements oracle.World.
func (w witness) Running() []string { return w.queries(types.QueryStatusRunning) }

// Unended implements oracle.World.
func (w witness) Unended() []string { return w.queries(unendedStates...) }

// unendedStates are those of queries that have a place in the account.
var unendedStates = []types.QueryStatus{types.QueryStatusScheduled, types.QueryStatusRunning}

func (w witness) queries(in ...types.QueryStatus) (ids []string) {
	for _, q := range w.s.Logs.Queries(in...) {
		ids = append(ids, q.ID)
	}
	return ids
}

// put deploys a report, and shows the oracle what its definition says.
func (s *simulation) put(r report.Report) error {
	s.defined(r)
	return s.Deployment.put(r)
}

func (s *simulation) defined(r report.Report) {
	d := oracle.Definition{
		Name: r.Name, Hash: r.Hash(), Length: time.Duration(r.Window.Length), Calendar: r.Window.Calendar, Zone: must(time.LoadLocation(r.Timezone)), Delay: time.Duration(r.Delay), Deadline: time.Duration(r.Deadline),
	}
	if r.Schedule != nil {
		at, _ := time.Parse("at(2006-01-02T15:04:05)", r.Schedule.Expression) // others are due at full minutes
		d.Second = time.Duration(at.Second()) * time.Second
	}
	for _, q := range r.Queries {
		d.Queries = append(d.Queries, oracle.Asked{Text: q.Text, Groups: q.LogGroups, Limit: q.MaxRows})
	}
	s.oracle.Deployed(d)
}
