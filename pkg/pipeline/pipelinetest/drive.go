package pipelinetest

import (
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/queue"
)

// Start starts the report's edition of Birth.
func (w *World) Start() fanlight.Run {
	w.T.Helper()
	run, err := w.Process().Dispatcher().Start(w.T.Context(), ReportName, Birth, "")
	if err != nil {
		w.T.Fatal(err)
	}
	return run
}

// QueryQueue reaches the query queue beside all processes.
func (w *World) QueryQueue() *queue.Queue { return queue.New(w.SQS, w.Names.QueryQueue, w.Clock) }

// ReportQueue reaches the report queue beside all processes.
func (w *World) ReportQueue() *queue.Queue { return queue.New(w.SQS, w.Names.ReportQueue, w.Clock) }

// receive takes messages as the event source does: hidden for as long as the
// queue says.
func (w *World) receive(q *queue.Queue, n int) []queue.Message {
	w.T.Helper()
	messages, err := q.Receive(w.T.Context(), n, 0, 0)
	if err != nil {
		w.T.Fatal(err)
	}
	return messages
}

// Work invokes a worker with what the event source finds, at most ten
// messages, and deletes those that it does not want again. It returns how many
// there were. A worker that dies or fails leaves them hidden.
func (w *World) Work(p *Process, s worker.Settings) int {
	w.T.Helper()
	batch := w.receive(w.QueryQueue(), 10)
	if len(batch) == 0 {
		return 0
	}
	var again []string
	err, died := p.Run(func() (err error) {
		again, err = p.Worker(s).Work(w.T.Context(), batch)
		return err
	})
	switch {
	case err != nil:
		w.T.Log(err)
	case !died:
		w.delete(w.QueryQueue(), batch, again)
	}
	return len(batch)
}

func (w *World) delete(q *queue.Queue, batch []queue.Message, except []string) {
	w.T.Helper()
	kept := map[string]bool{}
	for _, id := range except {
		kept[id] = true
	}
	for _, m := range batch {
		if kept[m.ID] {
			continue
		}
		if err := q.Acknowledge(w.T.Context(), m.Receipt); err != nil {
			w.T.Fatal(err)
		}
	}
}

// Publish invokes a reporter with one message of the report queue, as the
// event source does, and reports whether there was one. A failure leaves it
// hidden, an asked-for wait hides it for that long.
func (w *World) Publish(p *Process) bool {
	w.T.Helper()
	batch := w.receive(w.ReportQueue(), 1)
	if len(batch) == 0 {
		return false
	}
	err, died := p.Run(func() error {
		return p.Reporter().Report(w.T.Context(), decode[fanlight.ReportMessage](w.T, batch[0].Body))
	})
	switch wait := fanlight.RetryAfter(err); {
	case died:
	case wait > 0:
		err = w.ReportQueue().SetVisibility(w.T.Context(), wait, batch[0].Receipt)
	case err == nil:
		err = w.ReportQueue().Acknowledge(w.T.Context(), batch[0].Receipt)
	}
	if err != nil {
		w.T.Log(err)
	}
	return true
}

// Sweep invokes a janitor.
func (w *World) Sweep() {
	w.T.Helper()
	if err := w.Process().Janitor().Sweep(w.T.Context()); err != nil {
		w.T.Error(err)
	}
}

// SweepFor invokes a janitor every minute for that long, and lets workers and
// reporters do what comes of it.
func (w *World) SweepFor(d time.Duration) {
	w.T.Helper()
	for end := w.Clock.Now().Add(d); w.Clock.Now().Before(end); w.Clock.Advance(time.Minute) {
		w.Sweep()
		for w.step() {
		}
	}
}

// Quiesce lets workers and reporters work, and the time pass in between, until
// no message is left.
func (w *World) Quiesce() {
	w.T.Helper()
	const enough = 10_000
	for range enough {
		if w.step() {
			continue
		}
		next, ok := w.nextVisible()
		if !ok {
			return
		}
		w.Clock.Advance(next.Sub(w.Clock.Now()))
	}
	w.T.Fatalf("messages are left after %d steps", enough)
}

// step invokes one worker and one reporter with what is visible.
func (w *World) step() bool {
	worked := w.Work(w.Process(), worker.Settings{}) > 0
	return w.Publish(w.Process()) || worked
}

func (w *World) nextVisible() (next time.Time, ok bool) {
	for _, url := range []string{w.Names.QueryQueue, w.Names.ReportQueue} {
		if at, some := w.SQS.NextVisible(url); some && (!ok || at.Before(next)) {
			next, ok = at, true
		}
	}
	return next, ok
}
