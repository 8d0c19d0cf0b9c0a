package sim

import (
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/janitor"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/queue"
)

// Start starts the report's run of Due. It fails the test if that fails.
func (h *Harness) Start() fanlight.Run {
	h.T.Helper()
	run, err := h.Process().Dispatcher().Start(h.T.Context(), ReportName, Due, "")
	if err != nil {
		h.T.Fatal(err)
	}
	return run
}

// QueryQueue returns the query queue without a process: no call of it is struck.
func (h *Harness) QueryQueue() *queue.Queue { return queue.New(h.SQS, h.Names.QueryQueue, h.Clock) }

// ReportQueue returns the report queue without a process: no call of it is struck.
func (h *Harness) ReportQueue() *queue.Queue { return queue.New(h.SQS, h.Names.ReportQueue, h.Clock) }

// Work invokes a worker with what the event source receives, at most ten
// messages, and deletes those that the worker does not return. It returns how
// many there were. A worker that dies or fails leaves them hidden.
func (h *Harness) Work(p *Process, s worker.Settings) int {
	h.T.Helper()
	return h.invoke(p, h.QueryQueue(), 10, func(batch []queue.Message) ([]string, error) {
		return p.work(s, batch)
	})
}

// Publish invokes a reporter with one message of the report queue, as the event
// source does, and reports whether there was one. A reporter that dies or fails
// leaves the message hidden; one that asks for a delay hides it for that long.
func (h *Harness) Publish(p *Process) bool {
	h.T.Helper()
	return h.invoke(p, h.ReportQueue(), 1, func(batch []queue.Message) ([]string, error) {
		return p.report(batch)
	}) > 0
}

// invoke receives messages, runs a function and deletes the messages that it
// does not return as failed, as an event source does.
func (h *Harness) invoke(p *Process, q *queue.Queue, most int, body func([]queue.Message) (failed []string, err error)) int {
	h.T.Helper()
	batch, err := q.Receive(h.T.Context(), most, 0, 0)
	if err != nil {
		h.T.Fatal(err)
	}
	if len(batch) == 0 {
		return 0
	}
	var failed []string
	err, died := p.Run(func() (err error) {
		failed, err = body(batch)
		return err
	})
	if err != nil {
		h.T.Log(err)
	}
	if died || err != nil {
		return len(batch)
	}
	for _, m := range batch {
		if slices.Contains(failed, m.ID) {
			continue
		}
		if err := q.Acknowledge(h.T.Context(), m.Receipt); err != nil {
			h.T.Fatal(err)
		}
	}
	return len(batch)
}

// Sweep invokes a janitor. It fails the test if the janitor fails.
func (h *Harness) Sweep() {
	h.T.Helper()
	if err := h.Process().Janitor(janitor.Settings{}).Sweep(h.T.Context()); err != nil {
		h.T.Error(err)
	}
}

// SweepFor invokes a janitor every minute for that long, and lets workers and
// reporters do what comes of it.
func (h *Harness) SweepFor(d time.Duration) {
	h.T.Helper()
	for end := h.Clock.Now().Add(d); h.Clock.Now().Before(end); h.Clock.Advance(time.Minute) {
		h.Sweep()
		for h.step() {
		}
	}
}

// Quiesce lets workers and reporters work, and the time pass in between, until
// no message is left. It fails the test if that never happens.
func (h *Harness) Quiesce() {
	h.T.Helper()
	const enough = 10_000
	for range enough {
		if h.step() {
			continue
		}
		next, ok := h.nextVisible()
		if !ok {
			return
		}
		h.Clock.Advance(next.Sub(h.Clock.Now()))
	}
	h.T.Fatalf("messages are left after %d steps", enough)
}

// step invokes one worker and one reporter with what is visible.
func (h *Harness) step() bool {
	worked := h.Work(h.Process(), worker.Settings{}) > 0
	return h.Publish(h.Process()) || worked
}

func (h *Harness) nextVisible() (next time.Time, ok bool) {
	for _, url := range []string{h.Names.QueryQueue, h.Names.ReportQueue} {
		if at, some := h.SQS.NextVisible(url); some && (!ok || at.Before(next)) {
			next, ok = at, true
		}
	}
	return next, ok
}
