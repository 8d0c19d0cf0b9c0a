package logs

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
)

const (
	maxRunTime  = 60 * time.Minute   // "Queries time out after 60 minutes of runtime" (API_GetQueryResults)
	keepResults = 7 * 24 * time.Hour // results are kept for seven days (AnalyzingLogData.html)
)

// Query is a query that StartQuery accepted.
type Query struct {
	ID      string
	Groups  []string // names, without account
	Text    string
	Start   int64 // Unix milliseconds
	End     int64 // Unix milliseconds; inclusive
	Limit   int   // rows; 0 if the request has none
	Created time.Time
}

// echo returns the text in the form of DescribeQueries (recorded on AWS in February
// 2026 by LocalStack's tests for one group; the form for several groups is ours).
func (q Query) echo() string {
	groups := make([]string, len(q.Groups))
	for i, g := range q.Groups {
		groups[i] = `"` + g + `"`
	}
	return "SOURCE " + strings.Join(groups, ", ") + " START=" + strconv.FormatInt(q.Start, 10) + " END=" + strconv.FormatInt(q.End, 10) + " | " + q.Text
}

// Outcome is the result of a query.
type Outcome struct {
	Rows       [][]types.ResultField
	Statistics types.QueryStatistics
	// Err makes the query Failed. The API has no field for it, so the caller of
	// Job.Run should report it.
	Err error
}

// query is a query with its state at the time of the last advance.
type query struct {
	Query
	sequence int
	echoed   string     // as polls show it, from the first one on
	script   *Execution // nil: a job runs it
	job      *Job       // nil: it has a script, or has ended
	status   types.QueryStatus
	started  time.Time // when it became Running
	ended    time.Time // when it reached its final state
	outcome  Outcome
	asleep   bool  // it has ended, but its result is made when somebody asks for it
	size     int64 // bytes of memory; 0 until the query has ended and is accounted for
}

func (q *query) isLive() bool {
	return q.status == types.QueryStatusScheduled || q.status == types.QueryStatusRunning
}

// advance sets the state of a query at the time now.
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
		q.job = nil // and the events that it would have read
	}
}

// advance sets the states of all live queries at the time now.
func (c *Core) advance(now time.Time) {
	c.live = slices.DeleteFunc(c.live, func(q *query) bool {
		if q.advance(now); q.isLive() {
			return false
		}
		c.account(q)
		return true
	})
}

// find returns a query with its present state.
func (c *Core) find(id string) (*query, error) {
	q := c.byID[id]
	if q == nil {
		return nil, notFound("Query with id %s does not exist for account ID '%s'", id, accountID)
	}
	q.advance(c.now())
	return q, nil
}

// Snapshot is a query with its state.
type Snapshot struct {
	Query
	Status types.QueryStatus
}

// Queries returns the queries whose results are kept, oldest first: those in one of the states, or
// all. It is for tests, and not limited by a quota.
func (c *Core) Queries(in ...types.QueryStatus) (all []Snapshot) {
	c.advance(c.now())
	for _, q := range c.queries {
		if len(in) == 0 || slices.Contains(in, q.status) {
			all = append(all, Snapshot{Query: q.Query, Status: q.status})
		}
	}
	return all
}
