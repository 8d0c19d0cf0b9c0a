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

// Job is the work of one query. The core hands it out, its holder runs it
// without the core, and gives the outcome back.
type Job struct {
	query    Query
	compiled *cwli.Query
	inputs   []input
	stopped  atomic.Bool // by StopQuery or the run-time limit; the only thing shared with the core
}

// Query is what the job works on.
func (j *Job) Query() Query { return j.query }

// ErrStopped is the outcome of a query that was stopped while it ran: nobody wants
// it any more.
var ErrStopped = errors.New("the query was stopped")

// Run reads the job's events and gives the query's outcome. It needs no lock on
// the core. It ends early when the query is stopped or ctx ends; the memory it
// takes is bounded by the answer.
func (j *Job) Run(ctx context.Context) Outcome {
	execution := j.compiled.Execution(cwli.Options{
		Limit:  j.query.Limit,
		Window: cwli.Window{Start: j.query.Start, End: j.query.End + 1},
	})
	for _, in := range j.inputs {
		if err := j.read(ctx, in, execution); err != nil {
			return Outcome{Err: fmt.Errorf("read the events of log group %s: %w", in.group, err)}
		}
	}
	result := execution.Result()
	return Outcome{Rows: rows(result.Rows), Statistics: j.statistics(result.Statistics, len(result.Rows))}
}

// read shows the engine the events as the service does: their group, which
// @log prints, comes after the account.
func (j *Job) read(ctx context.Context, in input, execution *cwli.Execution) error {
	var shown cwli.Event
	log := AccountID + ":" + in.group
	return in.source.Each(ctx, in.group, func(e *cwli.Event) error {
		if j.stopped.Load() {
			return ErrStopped
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		shown = *e
		shown.Group = log
		return execution.Add(&shown)
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

// TakeJobs hands out the work that has come up since the last call, oldest
// first; the queries become Running. Queries that were stopped before are left
// out.
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

// Finish records a job's outcome: Complete, or Failed if it has an error. It
// changes nothing if the query was stopped or timed out meanwhile.
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
