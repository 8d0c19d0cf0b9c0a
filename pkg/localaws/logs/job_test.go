package logs_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

func TestJob_Run(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", `{"is_group":1}`, `{"is_group":true}`, `{"is_group":0}`, `START`)
	id := a.start("filter (is_group=1) | stats count(*) as calls")
	a.wantStatus(id, types.QueryStatusScheduled)
	jobs := a.TakeJobs()
	a.wantStatus(id, types.QueryStatusRunning)
	a.put("/later", "unseen")
	a.Finish(jobs[0], jobs[0].Run(t.Context()))
	out := a.results(id)
	if got := show(out.Results); out.Status != types.QueryStatusComplete || got != "calls=2\n" {
		t.Errorf("%s with %q, want Complete with calls=2", out.Status, got)
	}
	want := &types.QueryStatistics{BytesScanned: 14 + 17 + 14 + 5, RecordsScanned: 4, RecordsMatched: 2, LogGroupsScanned: 1, ResultCount: 1}
	if diff := cmp.Diff(want, out.Statistics, cmp.AllowUnexported(types.QueryStatistics{})); diff != "" {
		t.Errorf("statistics (-want +got):\n%s", diff)
	}
}

func TestJob_Run_source_that_fails(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.AttachSource("/broken", events())
	in := startInput(count)
	in.LogGroupName = aws.String("/broken")
	out, err := a.StartQuery(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	job := a.TakeJobs()[0]
	outcome := job.Run(t.Context())
	if want := "read the events of log group /broken: open bot.log: permission denied"; outcome.Err == nil || outcome.Err.Error() != want {
		t.Errorf("error %v, want %s", outcome.Err, want)
	}
	a.Finish(job, outcome)
	a.wantStatus(*out.QueryId, types.QueryStatusFailed)
}

func TestJob_Run_memory(t *testing.T) {
	t.Parallel()
	for memory, want := range map[int64]types.QueryStatus{0: types.QueryStatusComplete, 1000: types.QueryStatusFailed, 10_000: types.QueryStatusComplete} {
		a := newAccount(t, logs.Quotas{})
		a.Memory = memory
		a.put("/bot", strings.Repeat("x", 2000))
		id := a.start("fields @message")
		job := a.TakeJobs()[0]
		a.Finish(job, job.Run(t.Context()))
		a.wantStatus(id, want)
	}
}

func TestJob_Run_context_that_ends(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "x")
	a.start(count)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if o := a.TakeJobs()[0].Run(ctx); !errors.Is(o.Err, context.Canceled) {
		t.Errorf("error %v, want that of the context", o.Err)
	}
}

func TestCore_TakeJobs(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "x")
	first, stopped, last := a.start(count), a.start(count), a.start(count)
	if err := a.stop(stopped); err != nil {
		t.Fatal(err)
	}
	if n := len(a.TakeJobs()); n != 2 {
		t.Errorf("%d jobs, want those of the two queries that were not stopped", n)
	}
	a.wantStatus(first, types.QueryStatusRunning)
	a.wantStatus(last, types.QueryStatusRunning)
	if n := len(a.TakeJobs()); n != 0 {
		t.Errorf("%d jobs again", n)
	}
}

func TestCore_Finish(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "x")
	id := a.start(count)
	job := a.TakeJobs()[0]
	a.Finish(job, logs.Outcome{Statistics: types.QueryStatistics{RecordsScanned: 7}, Err: errors.New("no memory")})
	a.Finish(job, logs.Outcome{}) // the query has ended
	if out := a.results(id); out.Status != types.QueryStatusFailed || out.Statistics.RecordsScanned != 7 {
		t.Errorf("%s with %+v, want Failed with the statistics", out.Status, out.Statistics)
	}
}
