package pipelinetest

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

// Query is a query that was started, with what its mark says.
type Query struct {
	logs.Query
	Epoch int
	Index int
	Start int // which start of this query and epoch it is, from 1
}

// Started returns every query that was started, oldest first.
func (w *World) Started() []Query {
	var all []Query
	seen := map[[2]int]int{}
	for _, s := range w.Logs.Queries() {
		q := Marked(s.Query)
		seen[[2]int{q.Epoch, q.Index}]++
		q.Start = seen[[2]int{q.Epoch, q.Index}]
		all = append(all, q)
	}
	return all
}

// Marked reads the mark that ends a query's text; a stranger's query has epoch 0.
func Marked(q logs.Query) Query {
	m := Query{Query: q}
	_, mark, _ := strings.Cut(q.Text, "# fanlight ")
	var run, token string
	_, _ = fmt.Sscanf(mark, "%s %d %d %s", &run, &m.Epoch, &m.Index, &token)
	return m
}

func (w *World) script(q logs.Query) logs.Execution {
	m := Marked(q)
	w.starts[[2]int{m.Epoch, m.Index}]++
	m.Start = w.starts[[2]int{m.Epoch, m.Index}]
	if w.Script == nil {
		return Answers(m)
	}
	return w.Script(m)
}

// Answers is the script of a query that succeeds: a second Scheduled, a second
// Running, one row with its index as number of calls.
func Answers(q Query) logs.Execution {
	return logs.Execution{Queue: time.Second, Run: time.Second, Outcome: logs.Outcome{
		Rows:       [][]types.ResultField{{{Field: aws.String("calls"), Value: aws.String(strconv.Itoa(q.Index))}}},
		Statistics: types.QueryStatistics{BytesScanned: 100, RecordsScanned: 10, RecordsMatched: 1},
	}}
}

// Ends is the script of a query that runs for a second and ends in a state
// without rows.
func Ends(state types.QueryStatus) logs.Execution {
	return logs.Execution{Run: time.Second, State: state}
}

// Nothing is a log group without events.
type Nothing struct{}

// Each yields nothing.
func (Nothing) Each(context.Context, string, func(*cwli.Event) error) error { return nil }
