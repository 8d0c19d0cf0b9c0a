package logs

import (
	"cmp"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
)

// Execution is how a scripted query goes: a function of the core's clock.
type Execution struct {
	Queue   time.Duration     // how long it stays Scheduled
	Run     time.Duration     // how long it is Running then; beyond 60 minutes it ends as Timeout
	State   types.QueryStatus // the final state; "" means Complete
	Outcome Outcome           // what a Complete query gives, and the statistics of any
	Partial Outcome           // what it shows while Running
}

// Script makes the core decide by itself how each query goes, without reading
// any event: the simulator's mode. Queries are compiled all the same, so a
// malformed one is refused. It applies to queries started from now on.
func (c *Core) Script(script func(Query) Execution) { c.script = script }

// follow moves a query along its script.
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
