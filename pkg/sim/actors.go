package sim

import (
	"context"
	"time"

	"github.com/fanlight/fanlight/pkg/insights"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/pipeline"
	"github.com/fanlight/fanlight/pkg/pipeline/dispatch"
	"github.com/fanlight/fanlight/pkg/pipeline/publish"
	"github.com/fanlight/fanlight/pkg/pipeline/settle"
	"github.com/fanlight/fanlight/pkg/pipeline/sweep"
	"github.com/fanlight/fanlight/pkg/pipeline/work"
	"github.com/fanlight/fanlight/pkg/queue"
)

// The functions' timeouts.
const (
	dispatcherTimeout = 2 * time.Minute
	workerTimeout     = 15 * time.Minute
	reporterTimeout   = 2 * time.Minute
	janitorTimeout    = 5 * time.Minute
)

// parts are what the actors of one invocation share, all behind its seam.
type parts struct {
	*process
	ledger   *ledger.Ledger
	queries  *queue.Queue
	reports  *queue.Queue
	letters  *queue.Queue
	insights *insights.Client
	settler  *settle.Settler
}

func newParts(p *process) parts {
	api := port{p}
	reports := queue.New(api, reportURL, p)
	l := ledger.New(api, tableName, p, 0)
	return parts{
		process: p, ledger: l, reports: reports,
		queries: queue.New(api, queryURL, p), letters: queue.New(api, letterURL, p),
		insights: insights.New(api), settler: settle.New(l, reports),
	}
}

func (p parts) dispatcher() *dispatch.Dispatcher {
	return &dispatch.Dispatcher{
		Ledger: p.ledger, Queries: p.queries, Settler: p.settler, Insights: p.insights,
		Clock: p, Random: p, Notifier: p,
	}
}

func (p parts) publisher() *publish.Publisher {
	return &publish.Publisher{Ledger: p.ledger, Sender: sender{p.process}, Clock: p, Random: p, Notifier: p, Timeout: reporterTimeout}
}

// Notify hears the actors' notices.
func (p *process) Notify(_ context.Context, n pipeline.Notice) {
	p.w.note(p.name, string(n.Kind), n.Detail)
	p.w.oracle.noticed(p, n)
}

// work is a worker's invocation.
func (w *world) work(batch []queue.Message, ended func(*process, []string)) {
	var failed []string
	p := w.start("worker", workerTimeout, func(p *process) (err error) {
		a := newParts(p)
		worker := &work.Worker{
			Ledger: a.ledger, Queries: a.queries, Settler: a.settler, Insights: a.insights,
			Clock: p, Random: p, Notifier: p, Settings: w.set.work,
		}
		failed, err = worker.Work(context.Background(), batch)
		return err
	}, func(p *process) { ended(p, failed) })
	p.received(queryURL, batch)
}

// publish is a reporter's invocation. A message that shall come again later is hidden until then.
func (w *world) publish(batch []queue.Message, ended func(*process, []string)) {
	var failed []string
	p := w.start("reporter", w.set.reporterLife, func(p *process) error {
		a := newParts(p)
		m, err := pipeline.ParseReportMessage(batch[0].Body)
		if err != nil {
			return err
		}
		p.view.sends = m
		again, err := a.publisher().Publish(context.Background(), m)
		if err != nil {
			return err
		}
		if again > 0 {
			failed = []string{batch[0].ID}
			return a.reports.Hide(context.Background(), time.Duration(again), batch[0].Receipt)
		}
		return nil
	}, func(p *process) { ended(p, failed) })
	p.received(reportURL, batch)
}

// sweep is a janitor's invocation.
func (w *world) sweep() {
	w.start("janitor", janitorTimeout, func(p *process) error {
		a := newParts(p)
		s := &sweep.Sweeper{
			Ledger: a.ledger, Letters: a.letters, Dispatcher: a.dispatcher(), Settler: a.settler, Publisher: a.publisher(),
			Clock: p, Notifier: p, Settings: w.set.sweep,
		}
		return s.Sweep(context.Background())
	}, func(*process) {})
}
