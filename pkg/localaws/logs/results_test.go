package logs_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

// The memory of queries that are done has a limit: the oldest are dropped, the last one never.
// Not parallel: it measures the heap.
func TestResults_Bytes(t *testing.T) { //nolint:paralleltest // it measures the heap
	const limit = 1 << 20
	a := newAccount(t, logs.Quotas{})
	a.Results.Bytes = limit
	a.put("/bot", strings.Repeat("x", 50_000))
	run := func(i int) string {
		id := a.start(fmt.Sprintf("fields concat(@message, '%d') as m", i))
		a.runJobs()
		if got := a.results(id).Results; len(got) != 1 {
			t.Fatalf("query %d has %d rows", i, len(got))
		}
		return id
	}
	first := run(0)
	before := heap()
	for i := range 2000 {
		run(i)
	}
	if grown := heap() - before; grown > 5*limit {
		t.Errorf("the heap has grown by %d bytes in 2,000 queries of 50 KB each, want about %d", grown, limit)
	}
	if n := len(a.Queries()); n < 10 || n > 30 {
		t.Errorf("%d queries are kept, want about 20", n)
	}
	_, err := a.GetQueryResults(t.Context(), &sdk.GetQueryResultsInput{QueryId: &first})
	wantError(t, err, "ResourceNotFoundException", first)
	a.Results.Bytes = 1
	last := run(2001)
	if got := a.Queries(); len(got) != 1 || got[0].ID != last {
		t.Errorf("with room for none %v are kept, want the last", got)
	}
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// Results are kept for seven days, or a setting; a query that runs is not dropped.
func TestResults_Keep(t *testing.T) {
	t.Parallel()
	for setting, want := range map[time.Duration]time.Duration{0: 7 * 24 * time.Hour, 30 * time.Minute: 30 * time.Minute} {
		a := newAccount(t, logs.Quotas{})
		a.Results.Keep = setting
		a.put("/bot", "x")
		runs := a.start(count)
		a.TakeJobs()
		done := a.start(count)
		a.runJobs()
		a.pass(want)
		a.start(count)
		a.results(done)
		a.pass(time.Millisecond)
		a.start(count)
		_, err := a.GetQueryResults(t.Context(), &sdk.GetQueryResultsInput{QueryId: &done})
		wantError(t, err, "ResourceNotFoundException", done)
		if setting > 0 {
			a.results(runs)
		}
	}
}
