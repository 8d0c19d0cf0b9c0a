package logs_test

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

func TestStopQuery(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "x")
	scheduled, running, complete := a.start(count), a.start(count), a.start(count)
	if err := a.stop(scheduled); err != nil {
		t.Errorf("stop a scheduled query: %v", err)
	}
	jobs := a.TakeJobs()
	if len(jobs) != 2 {
		t.Fatalf("%d jobs, want the two that are left", len(jobs))
	}
	a.Finish(jobs[1], jobs[1].Run(t.Context()))
	if err := a.stop(running); err != nil {
		t.Errorf("stop a running query: %v", err)
	}
	outcome := jobs[0].Run(t.Context())
	if outcome.Err == nil || len(outcome.Rows) > 0 {
		t.Errorf("a stopped job ran on: %+v", outcome)
	}
	a.Finish(jobs[0], outcome)
	a.wantStatus(scheduled, types.QueryStatusCancelled)
	a.wantStatus(running, types.QueryStatusCancelled)
	a.wantStatus(complete, types.QueryStatusComplete)
	for _, id := range []string{scheduled, running, complete} {
		wantError(t, a.stop(id), "InvalidParameterException", "has already ended")
	}
	wantError(t, a.stop("00000000-0000-4000-8000-0000000000ff"), "ResourceNotFoundException", "does not exist")
}

func TestQueryTimesOutAfterAnHour(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "x")
	id := a.start(count)
	a.pass(2 * time.Hour)
	a.wantStatus(id, types.QueryStatusScheduled)
	job := a.TakeJobs()[0]
	a.pass(time.Hour - 1)
	a.wantStatus(id, types.QueryStatusRunning)
	if at, ok := a.NextChange(); !ok || at.Sub(a.now) != 1 {
		t.Errorf("next change at %v, %v; want in a nanosecond", at, ok)
	}
	a.pass(1)
	a.wantStatus(id, types.QueryStatusTimeout)
	a.Finish(job, job.Run(t.Context()))
	a.wantStatus(id, types.QueryStatusTimeout)
	if _, ok := a.NextChange(); ok {
		t.Error("a change is announced though nothing runs")
	}
}

func TestScript(t *testing.T) {
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

func TestNextChangeFollowsTheScript(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.AttachCatchAll(events())
	a.Script(func(q logs.Query) logs.Execution {
		if strings.HasPrefix(q.Text, "fields") {
			return logs.Execution{Queue: 3 * time.Second, Run: 4 * time.Second}
		}
		return logs.Execution{Queue: time.Second, Run: 5 * time.Second}
	})
	a.start("fields @message")
	a.start(count)
	for _, want := range []time.Duration{1, 3, 6, 7} {
		at, ok := a.NextChange()
		if !ok || at.Sub(noon) != want*time.Second {
			t.Fatalf("next change after %v, %v; want %d s", at.Sub(noon), ok, want)
		}
		a.now = at
	}
	if _, ok := a.NextChange(); ok {
		t.Error("a change is announced though both have ended")
	}
}

func TestQuotas(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.AWSQuotas())
	a.AttachCatchAll(events())
	a.Script(func(logs.Query) logs.Execution { return logs.Execution{Run: time.Hour} })
	tryStart := func() error {
		_, err := a.StartQuery(t.Context(), ask(count))
		return err
	}
	for range 10 {
		a.start(count)
	}
	wantError(t, tryStart(), "ThrottlingException", "Rate exceeded")
	a.pass(99 * time.Millisecond)
	wantError(t, tryStart(), "ThrottlingException", "Rate exceeded")
	a.pass(time.Millisecond)
	a.start(count)
	wantError(t, tryStart(), "ThrottlingException", "Rate exceeded")
	for range 89 {
		a.pass(100 * time.Millisecond)
		a.start(count)
	}
	a.pass(time.Second)
	wantError(t, tryStart(), "LimitExceededException", "Account maximum query concurrency limit of [100] reached.")
	if err := a.stop(a.Queries()[0].ID); err != nil {
		t.Fatal(err)
	}
	a.start(count)
	wantError(t, tryStart(), "LimitExceededException", "[100]")
	a.pass(time.Hour)
	if err := tryStart(); err != nil {
		t.Errorf("after all have ended: %v", err)
	}
}

func TestReadQuotas(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.AWSQuotas())
	a.put("/bot", "x")
	id := a.start(count)
	for range 10 {
		a.results(id)
	}
	_, err := a.GetQueryResults(t.Context(), &sdk.GetQueryResultsInput{QueryId: &id})
	wantError(t, err, "ThrottlingException", "Rate exceeded")
	for range 5 {
		if _, err := a.DescribeQueries(t.Context(), &sdk.DescribeQueriesInput{}); err != nil {
			t.Error(err)
		}
	}
	_, err = a.DescribeQueries(t.Context(), &sdk.DescribeQueriesInput{})
	wantError(t, err, "ThrottlingException", "Rate exceeded")
}

func TestResultsAreKeptForAWeek(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "x")
	old := a.start(count)
	a.runJobs()
	a.pass(7 * 24 * time.Hour)
	a.start(count)
	a.wantStatus(old, types.QueryStatusComplete)
	a.pass(1)
	a.start(count)
	_, err := a.GetQueryResults(t.Context(), &sdk.GetQueryResultsInput{QueryId: &old})
	wantError(t, err, "ResourceNotFoundException", old)
	if n := len(a.Queries()); n != 2 {
		t.Errorf("%d queries are kept, want the two new ones", n)
	}
}
