package fleet

import (
	"context"
	"fmt"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/lambdaevent"
	"github.com/fanlight/fanlight/pkg/pipeline/dispatcher"
	"github.com/fanlight/fanlight/pkg/pipeline/janitor"
	"github.com/fanlight/fanlight/pkg/pipeline/reporter"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/stack"
)

// begins starts an edition: the schedules, the event sources, the janitor.
func (a *account) begins() {
	for _, r := range a.reports {
		a.invoke(string(stack.Dispatcher), true, func(p *process) error { return p.dispatch(r) }, func(*process) {})
	}
	for _, q := range stack.Queues {
		newSource(a, q).poll()
	}
	if a.Janitor {
		a.in(stack.SweepInterval/2, a.sweep)
	}
}

// over reports whether every report is delivered.
func (a *account) over() bool { return len(a.edition.ended) == a.Reports }

// sweep invokes the janitor again and again until the edition is over.
func (a *account) sweep() {
	if a.over() {
		return
	}
	a.sweepOnce()
	a.in(stack.SweepInterval, a.sweep)
}

func (a *account) sweepOnce() {
	a.invoke(string(stack.Janitor), false, func(p *process) error {
		j, err := janitor.New(p.stack(), p, stack.Janitor.Timeout(), janitor.Settings{})
		if err != nil {
			return err
		}
		return j.Sweep(context.Background())
	}, func(*process) {})
}

func (p *process) dispatch(r report.Report) error {
	answer, err := dispatcher.New(p.stack()).Execute(context.Background(), fanlight.Command{Report: r.Name, ScheduledTime: p.edition.due})
	if answer.Refused != "" {
		return fmt.Errorf("dispatch %s: %s", r.Name, answer.Refused)
	}
	return err
}

// handler returns the handler of the function that a queue feeds, as its binary
// builds it.
func (p *process) handler(q stack.Queue) (lambdaevent.BatchHandler, error) {
	if q == stack.Queries {
		w, err := worker.New(p.stack(), p.Worker)
		if err != nil {
			return nil, err
		}
		return lambdaevent.Queries(w.Work), nil
	}
	s := p.stack()
	r, err := reporter.New(s, p, stack.Reporter.Timeout())
	if err != nil {
		return nil, err
	}
	return lambdaevent.Reports(r.Report, s.Reports(), s.As(stack.Reporter).Logger()), nil
}

// Send implements reporter.Sender.
func (p *process) Send(context.Context, report.Destination, fanlight.Message) (string, error) {
	p.park(p.model.Delivery)
	p.edition.delivered = p.now
	return "receipt", nil
}
