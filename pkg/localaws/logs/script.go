package logs

import (
	"cmp"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
)

// Execution is the course of a scripted query by the Core's clock.
type Execution struct {
	Queue   time.Duration     // time for which it is Scheduled
	Run     time.Duration     // time for which it is Running; after 60 minutes it ends as Timeout
	State   types.QueryStatus // final state; Complete if empty
	Outcome Outcome           // rows of a Complete query, and statistics of any that ended
	Partial Outcome           // rows and statistics while Running
}

// Script sets a function that decides the course of each query that is started from now on. No
// event is read. Queries are compiled, so a malformed one is refused. nil ends it.
func (c *Core) Script(script func(Query) Execution) { c.script = script }

// follow sets the state of a query by its script at the time now.
func (q *query) follow(s Execution, now time.Time) {
	if begin := q.Created.Add(s.Queue); q.status == types.QueryStatusScheduled && !now.Before(begin) {
		q.begin(begin)
		q.outcome = s.Partial
	}
	end := q.started.Add(s.Run)
	if q.status != types.QueryStatusRunning || s.Run > maxRunTime || now.Before(end) {
		return
	}
	outcome := s.Outcome
	if s.State != "" && s.State != types.QueryStatusComplete {
		outcome.Rows = nil
	}
	q.end(cmp.Or(s.State, types.QueryStatusComplete), end, outcome)
}
