package sim

import (
	"context"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/janitor"
	"github.com/fanlight/fanlight/pkg/pipeline/reporter"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/queue"
	"github.com/fanlight/fanlight/pkg/stack"
)

// The functions' timeouts.
const (
	dispatcherTimeout = 2 * time.Minute
	workerTimeout     = 15 * time.Minute
	reporterTimeout   = 2 * time.Minute
	janitorTimeout    = 5 * time.Minute
)

// stack returns the deployment behind the invocation's seam.
func (p *process) stack() *stack.Stack {
	api := port{p}
	return &stack.Stack{
		Names:    stack.Names{Table: tableName, QueryQueue: queryURL, ReportQueue: reportURL, QueryDead: letterURL},
		DynamoDB: api, SQS: api, Logs: api,
		Clock: p, Random: p, Events: p,
	}
}

// Emit hears the actors' events.
func (p *process) Emit(_ context.Context, n fanlight.Event) {
	p.w.note(p.name, string(n.Kind), n.Detail)
	p.w.oracle.emitted(p, n)
}

// work is a worker's invocation.
func (w *world) work(batch []queue.Message, ended func(*process, []string)) {
	var failed []string
	p := w.start("worker", workerTimeout, func(p *process) (err error) {
		failed, err = must(worker.New(p.stack(), w.set.work)).Work(context.Background(), batch)
		return err
	}, func(p *process) { ended(p, failed) })
	p.received(queryURL, batch)
}

// publish is a reporter's invocation. A message that shall come again later is hidden until then.
func (w *world) publish(batch []queue.Message, ended func(*process, []string)) {
	var failed []string
	p := w.start("reporter", w.set.reporterLife, func(p *process) error {
		s := p.stack()
		m, err := fanlight.ParseReportMessage(batch[0].Body)
		if err != nil {
			return err
		}
		p.view.sends = m
		err = must(reporter.New(s, sender{p}, reporterTimeout)).Report(context.Background(), m)
		if again := fanlight.RetryAfter(err); again > 0 {
			failed = []string{batch[0].ID}
			return s.Reports().SetVisibility(context.Background(), again, batch[0].Receipt)
		}
		return err
	}, func(p *process) { ended(p, failed) })
	p.received(reportURL, batch)
}

// sweep is a janitor's invocation.
func (w *world) sweep() {
	w.start("janitor", janitorTimeout, func(p *process) error {
		j := must(janitor.New(p.stack(), sender{p}, reporterTimeout, w.set.sweep))
		return j.Sweep(context.Background())
	}, func(*process) {})
}
