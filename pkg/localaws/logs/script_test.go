package logs_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

func TestCore_Script(t *testing.T) {
	t.Parallel()
	row := func(v string) [][]types.ResultField {
		return [][]types.ResultField{{{Field: aws.String("n"), Value: &v}}}
	}
	partial := logs.Outcome{Rows: row("1"), Statistics: types.QueryStatistics{BytesScanned: 10}}
	whole := logs.Outcome{Rows: row("9"), Statistics: types.QueryStatistics{BytesScanned: 90}}
	tests := map[string]struct {
		script logs.Execution
		after  time.Duration
		status types.QueryStatus
		rows   string
		bytes  float64
	}{
		"queued":         {logs.Execution{Queue: 2 * time.Second, Run: time.Second}, 2*time.Second - 1, types.QueryStatusScheduled, "", 0},
		"running":        {logs.Execution{Queue: 2 * time.Second, Run: time.Second, Partial: partial, Outcome: whole}, 2 * time.Second, types.QueryStatusRunning, "n=1\n", 10},
		"complete":       {logs.Execution{Queue: 2 * time.Second, Run: time.Second, Partial: partial, Outcome: whole}, 3 * time.Second, types.QueryStatusComplete, "n=9\n", 90},
		"at once":        {logs.Execution{Outcome: whole}, 0, types.QueryStatusComplete, "n=9\n", 90},
		"failed":         {logs.Execution{Run: time.Second, State: types.QueryStatusFailed, Outcome: whole}, time.Second, types.QueryStatusFailed, "", 90},
		"cancelled":      {logs.Execution{State: types.QueryStatusCancelled}, 0, types.QueryStatusCancelled, "", 0},
		"an hour":        {logs.Execution{Run: time.Hour, Outcome: whole}, time.Hour, types.QueryStatusComplete, "n=9\n", 90},
		"over an hour":   {logs.Execution{Run: time.Hour + 1, Partial: partial, Outcome: whole}, time.Hour, types.QueryStatusTimeout, "", 10},
		"long afterward": {logs.Execution{Run: time.Second, Outcome: whole}, 6 * 24 * time.Hour, types.QueryStatusComplete, "n=9\n", 90},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newAccount(t, logs.Quotas{})
			a.AttachCatchAll(events())
			a.Script(func(q logs.Query) logs.Execution {
				if q.Text != count || q.Groups[0] != "/bot" || !q.Created.Equal(noon) {
					t.Errorf("the script was given %+v", q)
				}
				return tt.script
			})
			id := a.start(count)
			a.pass(tt.after)
			out := a.results(id)
			if out.Status != tt.status || show(out.Results) != tt.rows || out.Statistics.BytesScanned != tt.bytes {
				t.Errorf("%s with %q and %v bytes, want %s with %q and %v", out.Status, show(out.Results), out.Statistics.BytesScanned, tt.status, tt.rows, tt.bytes)
			}
			if jobs := a.TakeJobs(); len(jobs) > 0 {
				t.Errorf("%d jobs of a scripted query", len(jobs))
			}
		})
	}
}

// TestCore_StartQuery_comments starts queries whose last lines differ: what is a comment
// changes nothing, and what only looks like one is part of the query.
func TestCore_StartQuery_comments(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "x")
	a.Script(func(logs.Query) logs.Execution { return logs.Execution{} })
	for _, c := range []struct {
		text  string
		valid bool
	}{
		{"fields a", true}, {"fields a\n# one", true}, {"fields a\n# two", true}, {"fields a\n# one\n| limit 5", true},
		{"filtr a", false}, {"filtr a\n# one", false}, {"fields a\n# one\n| limt 5", false},
		{"filter a = 'x\n# y'", true}, {"filter a = 'x\n# y", false},
	} {
		if _, err := a.StartQuery(t.Context(), startInput(c.text)); (err == nil) != c.valid {
			t.Errorf("%q: error %v, want a query that starts: %t", c.text, err, c.valid)
		}
	}
}
