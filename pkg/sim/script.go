package sim

import (
	"encoding/hex"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

// script is how one Insights query goes. The values of its rows name the query and
// the epoch that it was started for, and no other query has them.
type script struct {
	Query
	rows     []fanlight.Row // that it finds
	large    bool           // a page of several of them is too large
	long     bool           // it runs past the deadline, or is too wide
	estimate bool           // it answers what others would scan
	answer   int            // of an estimate: bytes
	fault    Fault          // that decides how it ends
}

// script decides how a query goes, when it is started.
func (s *simulation) script(asked logs.Query) logs.Execution {
	q := &script{Query: started(asked)}
	if q.Epoch == 0 {
		left := max(time.Second, s.drawn.until.Sub(s.Clock.now)) // a stranger's
		return logs.Execution{Run: s.upTo(min(left, 10*time.Minute))}
	}
	if isEstimate(asked.Text) {
		return s.estimate(q)
	}
	s.findRows(q)
	run := time.Duration(s.rng.Int64N(int64(s.set.queryTime)))
	state, scanned := types.QueryStatusComplete, 1000.0
	fault := s.faults.pick(QueryFailed, QueryTimedOut, QueryStopped, QuerySlow, QueryTooWide)
	q.fault = fault
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
	s.scripted(q)
	s.note("insights", q.runs(), q.ID+" "+string(state)+" after "+(queued+run).String())
	return logs.Execution{
		Queue: queued, Run: run, State: state, Outcome: finds(q.rows, scanned), Partial: calls("partial", scanned),
	}
}

// findRows draws what a query finds: nothing for one of ten, one row for most, or
// several pages of rows.
func (s *simulation) findRows(q *script) {
	if s.rng.IntN(10) == 0 {
		return
	}
	value := strconv.Itoa(1_000_000*q.Epoch + 1_000*q.Index + len(s.scripts))
	q.rows = []fanlight.Row{{{Name: "calls", Value: value}}}
	n := 1 + s.rng.IntN(s.set.rows)
	for len(q.rows) < n {
		q.rows = append(q.rows, fanlight.Row{{Name: "calls", Value: value + "." + strconv.Itoa(len(q.rows))}, {Name: "text", Value: s.noise()}})
	}
	q.large = s.faults.pick(PageTooLarge) != NoFault
}

// noise returns 400 bytes that compress by half.
func (s *simulation) noise() string {
	b := make([]byte, 200)
	for i := range b {
		b[i] = byte(s.rng.Uint32())
	}
	return hex.EncodeToString(b)
}

// finds is the outcome of a query that finds rows.
func finds(rows []fanlight.Row, scanned float64) logs.Outcome {
	o := calls("", scanned)
	for _, row := range rows {
		var fields []types.ResultField
		for _, f := range row {
			fields = append(fields, types.ResultField{Field: aws.String(f.Name), Value: aws.String(f.Value)})
		}
		o.Rows = append(o.Rows, fields)
	}
	return o
}
