package localaws

import (
	"errors"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

var errClosed = errors.New("the stand-in is closed")

// startJobs starts the queries that are Scheduled, each on a goroutine, because they read files. It is
// called with the cores locked; the goroutines run without the lock. The error of a query is
// reported, because the API has no field for it.
func (l *Local) startJobs() {
	if l.loading {
		return
	}
	for _, job := range l.cores.Logs.TakeJobs() {
		if l.closed {
			l.cores.Logs.Finish(job, logs.Outcome{Err: errClosed})
			continue
		}
		l.work.Go(func() {
			outcome := job.Run(l.ctx)
			if outcome.Err != nil && !errors.Is(outcome.Err, logs.ErrStopped) && l.ctx.Err() == nil {
				l.report(outcome.Err)
			}
			l.Do(func(c Cores) { c.Logs.Finish(job, outcome) })
		})
	}
}
