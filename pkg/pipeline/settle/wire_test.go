package settle_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/localaws"
	"github.com/fanlight/fanlight/pkg/localaws/wire"
	"github.com/fanlight/fanlight/pkg/pipeline/reporter"
	"github.com/fanlight/fanlight/pkg/pipeline/settle"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/sim"
	"github.com/fanlight/fanlight/pkg/stack"
)

// TestSettler_Settle_fifty_workers gives every message of a run to fifty
// workers at the same time, over the SDK's clients.
func TestSettler_Settle_fifty_workers(t *testing.T) {
	t.Parallel()
	for _, n := range []int{3, 17} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				a := newAccount(t, sim.Report(n), nil).answering()
				run := a.start(t)
				messages := take(t, a.Queries())
				var workers sync.WaitGroup
				for range 50 {
					workers.Go(func() {
						w, err := worker.New(&a.Stack, worker.Settings{Slots: n, Limit: 10_000})
						if err != nil {
							t.Error(err)
							return
						}
						if again, err := w.Work(t.Context(), messages); err != nil || len(again) > 0 {
							t.Errorf("a worker left %v: %v", again, err)
						}
					})
				}
				workers.Wait()
				a.expectSettled(t, run)
				if len(take(t, a.Reports())) == 0 {
					t.Error("no report message was sent")
				}
			})
		})
	}
}

// TestSettler_Settle_fifty_settlers lets fifty attempts at every query of a
// shard settle at the same time, in batches of different sizes.
func TestSettler_Settle_fifty_settlers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newAccount(t, sim.Report(fanlight.ShardSize), nil)
		run := a.start(t)
		var settlers sync.WaitGroup
		for s := range 50 {
			settlers.Go(func() { settleInBatches(t, a, run, s) })
		}
		settlers.Wait()
		a.expectSettled(t, run)
		if len(take(t, a.Reports())) == 0 {
			t.Error("no report message was sent")
		}
	})
}

func settleInBatches(t *testing.T, a *account, run fanlight.Run, settler int) {
	size := 1 + settler%fanlight.ShardSize
	for first := 0; first < run.Total; first += size {
		var attempts []ledger.Attempt
		for i := first; i < min(first+size, run.Total); i++ {
			rows := &ledger.Rows{}
			if _, err := rows.Add([]fanlight.Row{{{Name: "calls", Value: fmt.Sprint(i)}}}, 100); err != nil {
				t.Error(err)
			}
			attempts = append(attempts, ledger.Attempt{
				Index: i, ID: fmt.Sprintf("%012x", settler), Result: fanlight.Result{Outcome: fanlight.OK}, Rows: rows,
			})
		}
		p, err := settle.New(&a.Stack).Settle(t.Context(), run, 0, attempts)
		if err == nil {
			_, err = settle.New(&a.Stack).Finish(t.Context(), run, p, false)
		}
		if err != nil {
			t.Errorf("settler %d: %v", settler, err)
		}
	}
}

// TestSettler_Settle_lost_answer_of_every_call loses the answer of each call of
// the whole pipeline, one in each run: the SDK sends it again, except
// StartQuery.
func TestSettler_Settle_lost_answer_of_every_call(t *testing.T) {
	t.Parallel()
	for n, struck := 1, true; struck; n++ {
		struck = false
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				calls, armed := 0, false
				a := newAccount(t, sim.Report(2), func(wire.Call) wire.Fault {
					if calls++; armed && calls == n {
						struck = true
						return wire.Fault{Kind: wire.AnswerLost}
					}
					return wire.Fault{}
				}).answering()
				a.Do(func(localaws.Cores) { calls, armed = 0, true })
				a.runThrough(t)
			})
		})
		if t.Failed() {
			return
		}
	}
}

func (a *account) worker(t *testing.T) *worker.Worker {
	t.Helper()
	w, err := worker.New(&a.Stack, worker.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func (a *account) reporter(t *testing.T, s reporter.Sender) *reporter.Reporter {
	t.Helper()
	r, err := reporter.New(&a.Stack, s, stack.Reporter.Timeout())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// runThrough starts a run and lets a worker and a reporter end it.
func (a *account) runThrough(t *testing.T) {
	t.Helper()
	run := a.start(t)
	if _, err := a.worker(t).Work(t.Context(), take(t, a.Queries())); err != nil {
		t.Fatal(err)
	}
	a.expectSettled(t, run)
	c := &chat{}
	r := a.reporter(t, c)
	for _, m := range take(t, a.Reports()) {
		parsed, err := fanlight.ParseReportMessage(m.Body)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Report(t.Context(), parsed); err != nil {
			t.Errorf("not done with the report message: %v", err)
		}
	}
	ended, err := a.Ledger().Run(t.Context(), run.ID)
	if err != nil || ended.State != fanlight.Sent || len(c.got) != 1 {
		t.Errorf("the run is %s, delivered %d times: %v", ended.State, len(c.got), err)
	}
}

// events are the messages of a log group, a second apart from the window's
// start.
type events []string

// Each implements logs.Source.
func (e events) Each(_ context.Context, _ string, yield func(*cwli.Event) error) error {
	start := sim.Due.Add(-24 * time.Hour)
	for i, m := range e {
		if err := yield(&cwli.Event{Timestamp: start.Add(time.Duration(i) * time.Second).UnixMilli(), Message: []byte(m)}); err != nil {
			return err
		}
	}
	return nil
}

// TestSettler_Settle_real_queries runs queries of the language over events,
// through the SDK's clients: query i counts i events.
func TestSettler_Settle_real_queries(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const n = 17
		r := sim.Report(n)
		var lines events
		var want []string
		for i := range n {
			r.Queries[i].Text = fmt.Sprintf("filter kind = %d | stats count(*) as calls by kind", i)
			want = append(want, fmt.Sprint("ok ", i))
			for range i {
				lines = append(lines, fmt.Sprintf(`{"kind":%d}`, i))
			}
		}
		want[0] = "empty"
		a := newAccount(t, r, nil)
		a.Do(func(c localaws.Cores) { c.Logs.AttachSource(r.LogGroups[0], lines) })
		run := a.start(t)
		if _, err := a.worker(t).Work(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		if err := a.reporter(t, &chat{}).Report(t.Context(), fanlight.ReportMessage{Run: run.ID, Epoch: 1, Round: 1}); err != nil {
			t.Fatal(err)
		}
		rendered, err := a.Ledger().Document(t.Context(), run)
		if err != nil {
			t.Fatal(err)
		}
		got := make([]string, n)
		for i, q := range rendered.Document.Queries {
			got[i] = string(q.State)
			for _, row := range q.Rows {
				calls, _ := row.Get("calls")
				got[i] += " " + calls
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("values (-want +got):\n%s", diff)
		}
	})
}
