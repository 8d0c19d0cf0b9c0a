package sim

import (
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/report"
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
		return logs.Execution{Run: s.otherQuery(asked.Text)}
	}
	if isEstimate(asked.Text) {
		return s.estimate(q)
	}
	s.findRows(q)
	if strings.HasPrefix(asked.Text, selecting) && s.faults.pick(NoGroup) != NoFault {
		return s.selectsNothing(q)
	}
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

// selectsNothing is the course of a query by SOURCE that no log group matches: it is
// Complete, and its statistics count no log group.
func (s *simulation) selectsNothing(q *script) logs.Execution {
	q.fault, q.rows = NoGroup, nil
	s.scripted(q)
	return logs.Execution{Run: time.Second}
}

// maxItem is how many bytes an item has at most
// (docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html).
const maxItem = 400 << 10

// findRows draws what a query finds: nothing for one of ten, one row for most, or
// several pages of rows.
func (s *simulation) findRows(q *script) {
	if s.rng.IntN(10) == 0 {
		return
	}
	value := strconv.Itoa(1_000_000*q.Epoch + 1_000*q.Index + len(s.scripts))
	q.rows = []fanlight.Row{s.row(0, value)}
	n := 1 + s.rng.IntN(s.set.rows)
	for len(q.rows) < n {
		q.rows = append(q.rows, append(s.row(len(q.rows), value+"."+strconv.Itoa(len(q.rows))), fanlight.Field{Name: "text", Value: s.uneven(s.noise())}))
	}
	if n*s.set.cell > 2*maxItem {
		s.count(LargeResult)
	}
	q.large = s.faults.pick(PageTooLarge) != NoFault
}

// row returns the fields that each row has: a number, and its hour if a line shows it.
func (s *simulation) row(n int, value string) fanlight.Row {
	calls := fanlight.Field{Name: "calls", Value: value}
	if s.set.show != report.ShowLine {
		return fanlight.Row{calls}
	}
	hour := Due.Add(time.Duration(n-20) * time.Hour).Format("2006-01-02 15:04:05.000")
	return fanlight.Row{calls, {Name: hourly, Value: hour}}
}

// noise returns the text of a row, which compresses by half.
func (s *simulation) noise() string {
	b := make([]byte, s.set.cell/2)
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
