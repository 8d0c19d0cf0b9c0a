package logs

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
)

const (
	maxRunTime  = 60 * time.Minute   // "Queries time out after 60 minutes of runtime" (API_GetQueryResults)
	keepResults = 7 * 24 * time.Hour // results are kept for seven days (AnalyzingLogData.html)
)

// Query is what StartQuery accepted.
type Query struct {
	ID      string
	Groups  []string // names, without account
	Text    string
	Start   int64 // Unix milliseconds
	End     int64 // Unix milliseconds; both ends belong to the range
	Limit   int   // rows; 0 if the caller named none
	Created time.Time
}

// echo is the text as DescribeQueries shows it (recorded from AWS in February
// 2026 by LocalStack's tests for one group; the form for several is ours).
func (q Query) echo() string {
	groups := make([]string, len(q.Groups))
	for i, g := range q.Groups {
		groups[i] = `"` + g + `"`
	}
	return fmt.Sprintf("SOURCE %s START=%d END=%d | %s", strings.Join(groups, ", "), q.Start, q.End, q.Text)
}

// Outcome is what a run of a query gave.
type Outcome struct {
	Rows       [][]types.ResultField
	Statistics types.QueryStatistics
	// Err makes the query Failed. The API has no field for the reason, so
	// whoever runs the job should tell it.
	Err error
}

// query is a query and how far it got. Its state is that of the instant to
// which it was last advanced.
type query struct {
	Query
	sequence int
	script   *Execution // nil: a job runs it
	job      *Job       // nil: the script says how it goes, or it has ended
	status   types.QueryStatus
	started  time.Time // when it became Running
	ended    time.Time // when it reached its final state
	outcome  Outcome
}

func (q *query) isLive() bool {
	return q.status == types.QueryStatusScheduled || q.status == types.QueryStatusRunning
}

// advance brings a query up to the present.
func (q *query) advance(now time.Time) {
	if q.script != nil {
		q.follow(*q.script, now)
	}
	if timeout := q.started.Add(maxRunTime); q.status == types.QueryStatusRunning && !now.Before(timeout) {
		q.end(types.QueryStatusTimeout, timeout, Outcome{Statistics: q.outcome.Statistics})
	}
}

func (q *query) begin(at time.Time) {
	q.status, q.started = types.QueryStatusRunning, at
}

func (q *query) end(status types.QueryStatus, at time.Time, o Outcome) {
	q.status, q.ended, q.outcome = status, at, o
	if q.job != nil {
		q.job.stopped.Store(true)
		q.job = nil // with what it would have read
	}
}

// nextChange is when the clock alone will change the state; none for a query
// that waits for someone to run it.
func (q *query) nextChange() (time.Time, bool) {
	switch {
	case q.status == types.QueryStatusRunning && q.script != nil:
		return q.started.Add(min(q.script.Run, maxRunTime)), true
	case q.status == types.QueryStatusRunning:
		return q.started.Add(maxRunTime), true
	case q.status == types.QueryStatusScheduled && q.script != nil:
		return q.Created.Add(q.script.Queue), true
	}
	return time.Time{}, false
}

// advance brings all live queries up to the present.
func (c *Core) advance(now time.Time) {
	c.live = slices.DeleteFunc(c.live, func(q *query) bool {
		q.advance(now)
		return !q.isLive()
	})
}

// forget drops queries whose results AWS would not keep any longer.
func (c *Core) forget(now time.Time) {
	n := 0
	for n < len(c.queries) && !c.queries[n].isLive() && now.Sub(c.queries[n].Created) > keepResults {
		delete(c.byID, c.queries[n].ID)
		n++
	}
	c.queries = slices.Delete(c.queries, 0, n)
}

// find returns a query that is not forgotten, brought up to the present.
func (c *Core) find(id string) (*query, error) {
	q := c.byID[id]
	if q == nil {
		return nil, notFound("Query with id %s does not exist for account ID '%s'", id, AccountID)
	}
	q.advance(c.now())
	return q, nil
}

// NextChange is the earliest instant at which the clock alone will change the
// state of a query, if there is one.
func (c *Core) NextChange() (time.Time, bool) {
	c.advance(c.now())
	var next time.Time
	found := false
	for _, q := range c.live {
		if at, ok := q.nextChange(); ok && (!found || at.Before(next)) {
			next, found = at, true
		}
	}
	return next, found
}

// Snapshot is a query and its state, for whoever checks what happened.
type Snapshot struct {
	Query
	Status types.QueryStatus
}

// Queries are all queries that are not forgotten, oldest first. Unlike
// DescribeQueries it counts against no quota.
func (c *Core) Queries() []Snapshot {
	c.advance(c.now())
	all := make([]Snapshot, len(c.queries))
	for i, q := range c.queries {
		all[i] = Snapshot{Query: q.Query, Status: q.status}
	}
	return all
}
