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
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

// Query is a query that was started at Logs Insights, with the values of its
// start token: the comment that ends its text. A query without one has epoch 0.
type Query struct {
	logs.Query
	Run   fanlight.RunID
	Epoch int
	Index int
	Start int // which start of this query and epoch it is, from 1; only a Harness counts
}

// startMark begins the comment that ends a query's text.
const startMark = "# fanlight "

// parseToken reads the comment that ends a query's text:
// # fanlight <run> <epoch> <index> <start> <stack>.
func parseToken(text string) (q Query) {
	_, token, _ := strings.Cut(text, startMark)
	if fields := strings.Fields(token); len(fields) > 3 && (len(fields) == 4 || fields[4] == stackName) {
		q.Run, q.Epoch, q.Index = fanlight.RunID(fields[0]), must(strconv.Atoi(fields[1])), must(strconv.Atoi(fields[2]))
	}
	return q
}

// started returns a query with the values of its start token.
func started(q logs.Query) Query {
	s := parseToken(q.Text)
	s.Query = q
	return s
}

// isMarked reports whether a query bears the mark of some stack.
func isMarked(text string) bool { return strings.Contains(text, startMark) }

func (q Query) runs() string { return fmt.Sprintf("runs query %d.%d", q.Epoch, q.Index) }

// Answers is the script of a query that succeeds: a second Scheduled, a second
// Running, one row with its index as number of calls.
func Answers(q Query) logs.Execution {
	return logs.Execution{Queue: time.Second, Run: time.Second, Outcome: calls(strconv.Itoa(q.Index), 100)}
}

// calls is the outcome of a query that finds one row, none if the value is
// empty.
func calls(value string, scanned float64) logs.Outcome {
	o := logs.Outcome{Statistics: types.QueryStatistics{BytesScanned: scanned, RecordsScanned: 10, RecordsMatched: 1}}
	if value != "" {
		o.Rows = [][]types.ResultField{{{Field: aws.String("calls"), Value: &value}}}
	}
	return o
}

// Ends is the script of a query that runs for a second and ends in a state
// without rows.
func Ends(state types.QueryStatus) logs.Execution {
	return logs.Execution{Run: time.Second, State: state}
}

// AnswerQueries lets every query of a core go by Answers, on any log group.
func AnswerQueries(core *logs.Core) {
	core.AttachCatchAll(noEvents{})
	core.Script(func(q logs.Query) logs.Execution { return Answers(started(q)) })
}

// noEvents is the content of every log group: the queries go by script.
type noEvents struct{}

// Each implements logs.Source.
func (noEvents) Each(context.Context, string, func(*cwli.Event) error) error { return nil }
