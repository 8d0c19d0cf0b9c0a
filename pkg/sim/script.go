package sim

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

const queryText = "filter (is_group=1) | stats count(*) as calls"

// maxScan is how many bytes a query may scan.
const maxScan = 100_000

// nothing is the content of every log group: queries are scripted.
type nothing struct{}

func (nothing) Each(context.Context, string, func(*cwli.Event) error) error { return nil }

// script is what one Insights query does: its numbers name the query and the epoch that it was started
// for, and no other query has them.
type script struct {
	run          string
	scanned      float64
	epoch, index int
	value        string // of the one row that it gives; empty: none
	state        types.QueryStatus
	long         bool // it runs past the deadline, or is too wide
	recorded     bool // some progress item has its ID
	excused      bool // if it runs on although its query is settled
}

// script decides how a query goes, when it is started.
func (w *world) script(q logs.Query) logs.Execution {
	s := parseMark(q.Text)
	s.value = strconv.Itoa(1_000_000*s.epoch + 1_000*s.index + len(w.scripts))
	if w.rng.IntN(10) == 0 {
		s.value = ""
	}
	run := time.Duration(w.rng.Int64N(int64(w.set.queryTime)))
	s.state = types.QueryStatusComplete
	switch w.faults.pick(w.now, []Fault{QueryFailed, QueryTimedOut, QueryStopped, QuerySlow, QueryTooWide}) {
	case QueryFailed:
		s.state = types.QueryStatusFailed
	case QueryTimedOut:
		s.state = types.QueryStatusTimeout
	case QueryStopped:
		s.state = types.QueryStatusCancelled
	case QueryTooWide:
		s.scanned = 10 * maxScan
		run += time.Minute
	case QuerySlow:
		run += w.set.deadline
	}
	s.long = run > w.set.queryTime
	queued := run / 4
	w.scripts[q.ID] = &s
	w.note("insights", s.name(), q.ID+" "+string(s.state)+" after "+(queued+run).String())
	return logs.Execution{
		Queue: queued, Run: run, State: s.state, Outcome: s.outcome(s.value), Partial: s.outcome("partial"),
	}
}

func (s script) name() string { return fmt.Sprintf("runs query %d.%d", s.epoch, s.index) }

func (s script) outcome(value string) logs.Outcome {
	o := logs.Outcome{Statistics: types.QueryStatistics{BytesScanned: 1000 + s.scanned, RecordsScanned: 10, RecordsMatched: 1}}
	if value != "" {
		o.Rows = [][]types.ResultField{{{Field: aws.String("calls"), Value: &value}}}
	}
	return o
}

// parseMark reads the comment that a query's text ends in: # fanlight <run> <epoch> <index> <start>.
func parseMark(text string) script {
	fields := strings.Fields(text[strings.LastIndex(text, "#"):])
	if len(fields) != 6 {
		panic("simulate: a query without a mark: " + text)
	}
	return script{run: fields[2], epoch: must(strconv.Atoi(fields[3])), index: must(strconv.Atoi(fields[4]))}
}
