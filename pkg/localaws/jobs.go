package localaws

import (
	"errors"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

var errClosed = errors.New("the stand-in is closed")

// startJobs runs the queries that have come up, each on a goroutine of its own, because
// they read files. It is called with the cores locked; the work is done without the lock.
func (l *Local) startJobs() {
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

// report tells what has no place in the API: why a query failed is among it.
func (l *Local) report(err error) {
	if l.tell != nil {
		l.tell(err)
	}
}
