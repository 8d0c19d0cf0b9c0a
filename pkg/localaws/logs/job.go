package logs

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/cwli"
)

// Job runs a query. It comes from TakeJobs; its Run needs no Core, and the outcome goes to
// Finish.
type Job struct {
	query    Query
	compiled *cwli.Query
	inputs   [][]input   // of each input of the compiled query
	memory   int64       // Core.Memory
	stopped  atomic.Bool // by StopQuery or the limit on run time; the only field that the Core changes
}

// ErrStopped is the error of a job whose query was stopped, or exceeded the limit on run
// time.
var ErrStopped = errors.New("the query was stopped")

// Run reads the events of the query's groups and returns the query's outcome. It may be called
// without a lock on the Core. The outcome's error is ErrStopped, that of ctx, or that of a
// Source. The events are not kept in memory.
func (j *Job) Run(ctx context.Context) Outcome {
	execution := j.compiled.Execution(cwli.Options{
		Limit:  j.query.Limit,
		Window: cwli.Window{Start: j.query.Start, End: j.query.End + 1},
		Memory: j.memory,
	})
	next := 0
	err := execution.ReadFrom(ctx, func(ctx context.Context, _ cwli.Input, yield func(*cwli.Event) error) error {
		inputs := j.inputs[next]
		next++
		return j.readAll(ctx, inputs, yield)
	})
	if err != nil {
		return Outcome{Err: err}
	}
	result, err := execution.Result(ctx)
	if err != nil {
		return Outcome{Err: fmt.Errorf("make the result: %w", err)}
	}
	return Outcome{Rows: rows(result.Rows), Statistics: j.statistics(result.Statistics, len(result.Rows))}
}

// readAll reads the sources of an input.
func (j *Job) readAll(ctx context.Context, inputs []input, yield func(*cwli.Event) error) error {
	for _, in := range inputs {
		if err := j.read(ctx, in, yield); err != nil {
			return fmt.Errorf("read the events of log group %s: %w", in.group, err)
		}
	}
	return nil
}

// read yields the events of a source. Their group has the account before it, as in the
// service's @log.
func (j *Job) read(ctx context.Context, in input, yield func(*cwli.Event) error) error {
	var shown cwli.Event
	log := accountID + ":" + in.group
	return in.source.Each(ctx, in.group, func(e *cwli.Event) error {
		if j.stopped.Load() {
			return ErrStopped
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		shown = *e
		shown.Group = log
		return yield(&shown)
	})
}

func rows(from [][]cwli.Field) [][]types.ResultField {
	to := make([][]types.ResultField, len(from))
	for i, row := range from {
		to[i] = make([]types.ResultField, len(row))
		for k, cell := range row {
			to[i][k] = types.ResultField{Field: aws.String(cell.Name), Value: aws.String(cell.Value)}
		}
	}
	return to
}

func (j *Job) statistics(s cwli.Statistics, resultCount int) types.QueryStatistics {
	return types.QueryStatistics{
		BytesScanned:     s.BytesScanned,
		RecordsScanned:   s.RecordsScanned,
		RecordsMatched:   s.RecordsMatched,
		LogGroupsScanned: float64(len(j.query.Groups)),
		ResultCount:      float64(resultCount),
	}
}

// TakeJobs returns the jobs of the queries that are Scheduled, oldest first. The queries become
// Running.
func (c *Core) TakeJobs() []*Job {
	var jobs []*Job
	for _, j := range c.waiting {
		if q := c.byID[j.query.ID]; q != nil && q.status == types.QueryStatusScheduled {
			q.begin(c.now())
			jobs = append(jobs, j)
		}
	}
	c.waiting = nil
	return jobs
}

// Finish sets the outcome of a job: its query becomes Complete, or Failed if the outcome has an
// error. It does nothing if the query has ended.
func (c *Core) Finish(j *Job, o Outcome) {
	q, err := c.find(j.query.ID)
	if err != nil || q.status != types.QueryStatusRunning {
		return
	}
	if o.Err != nil {
		q.end(types.QueryStatusFailed, c.now(), Outcome{Statistics: o.Statistics, Err: o.Err})
		return
	}
	q.end(types.QueryStatusComplete, c.now(), o)
}
