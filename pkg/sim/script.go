package sim

import (
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

// script is how one Insights query goes. Its value names the query and the epoch
// that it was started for, and no other query has it.
type script struct {
	Query
	value    string // of the one row that it finds; empty: none
	long     bool   // it runs past the deadline, or is too wide
	recorded bool   // some progress item has its ID
	excused  bool   // if it runs on although its query is settled
}

// script decides how a query goes, when it is started.
func (s *simulation) script(asked logs.Query) logs.Execution {
	q := &script{Query: started(asked)}
	if q.Epoch == 0 {
		left := max(time.Second, s.drawn.until.Sub(s.Clock.now)) // a stranger's
		return logs.Execution{Run: s.upTo(min(left, 10*time.Minute))}
	}
	q.value = strconv.Itoa(1_000_000*q.Epoch + 1_000*q.Index + len(s.scripts))
	if s.rng.IntN(10) == 0 {
		q.value = ""
	}
	run := time.Duration(s.rng.Int64N(int64(s.set.queryTime)))
	state, scanned := types.QueryStatusComplete, 1000.0
	fault := s.faults.pick(QueryFailed, QueryTimedOut, QueryStopped, QuerySlow, QueryTooWide)
	s.oracle.explain(q.Query, fault)
	switch fault {
	case QueryFailed:
		state = types.QueryStatusFailed
	case QueryTimedOut:
		state = types.QueryStatusTimeout
	case QueryStopped:
		state = types.QueryStatusCancelled
	case QueryTooWide:
		scanned += 10 * maxScan
		run += time.Minute
	case QuerySlow:
		run += s.set.deadline
	}
	q.long = run > s.set.queryTime
	queued := run / 4
	s.scripts[q.ID] = q
	s.note("insights", q.runs(), q.ID+" "+string(state)+" after "+(queued+run).String())
	return logs.Execution{
		Queue: queued, Run: run, State: state, Outcome: calls(q.value, scanned), Partial: calls("partial", scanned),
	}
}
