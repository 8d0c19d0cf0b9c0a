package localaws

import (
	"errors"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

// mostAtOnce is how many queries read events at the same time. The others wait, and are Running: so
// memory does not grow with the number of queries that a caller starts.
const mostAtOnce = 16

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
			l.places <- struct{}{}
			outcome := job.Run(l.ctx)
			<-l.places
			if outcome.Err != nil && !errors.Is(outcome.Err, logs.ErrStopped) && l.ctx.Err() == nil {
				l.report(outcome.Err)
			}
			l.Do(func(c Cores) { c.Logs.Finish(job, outcome) })
		})
	}
}
