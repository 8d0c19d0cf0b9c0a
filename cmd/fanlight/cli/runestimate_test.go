package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/insights"
	"github.com/fanlight/fanlight/pkg/report"
)

// estimates answers estimates by the ID of the query.
type estimatesByID struct {
	bytes map[string]int64
	mu    sync.Mutex
	asked []string
}

func (e *estimatesByID) Estimate(_ context.Context, _ fanlight.Clock, q fanlight.Query, w fanlight.Window, _ insights.StartToken) (int64, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.asked = append(e.asked, fmt.Sprint(q.ID, " ", len(q.LogGroups), " ", w.End.Sub(w.Start)))
	bytes, known := e.bytes[q.ID]
	if !known {
		return 0, errors.New("the log\ngroup does not exist")
	}
	return bytes, nil
}

func TestEstimateAll(t *testing.T) {
	t.Parallel()
	three := []string{"/a", "/b", "/c"}
	r := &report.Report{Queries: []report.Query{
		{ID: "p95", Text: "stats pct(ms, 95)", LogGroups: three},
		{ID: "by_route", Text: "stats count(*) by route", LogGroups: three},
		{ID: "same", Text: "stats pct(ms, 95)", LogGroups: three},
		{ID: "other_groups", Text: "stats pct(ms, 95)", LogGroups: three[:1]},
		{ID: "source", Text: "SOURCE '/a' | stats count(*)"},
	}}
	client := &estimatesByID{bytes: map[string]int64{"p95": 18_400_000_000, "by_route": 22_400_000_000, "source": 0}}
	var done []int
	window := fanlight.Window{Start: time.Unix(0, 0), End: time.Unix(3600, 0)}
	all := estimateAll(t.Context(), client, r, window, func(n int) { done = append(done, n) })
	if len(client.asked) != 4 || done[len(done)-1] != 5 {
		t.Errorf("asked %v, done %v: the same text and groups are asked for once", client.asked, done)
	}
	var err bytes.Buffer
	s := System{Err: &err, Width: onTerminal(nil, nil, nil).Width}
	run := runCommand{s: &s}
	if failed := run.printEstimates(all); failed != nil {
		t.Fatal(failed)
	}
	if want := `query         log groups  estimate   cost
─────────────────────────────────────────
p95                    3   18.4 GB  $0.09
by_route               3   22.4 GB  $0.11
same                   3   18.4 GB  $0.09
other_groups           1   unknown
              no estimate: the log␊group does not exist
source            SOURCE       0 B     $0
`; err.String() != want {
		t.Errorf("got\n%swant\n%s", err.String(), want)
	}
}

func TestScanQuestion(t *testing.T) {
	t.Parallel()
	none := errors.New("refused")
	for want, all := range map[string][]queryEstimate{
		"Scan 40.8 GB for about $0.20": {{bytes: 18_400_000_000}, {bytes: 22_400_000_000}},
		"Scan 0 B for $0":              {{}},
		"Scan 12 B for under $0.00001": {{bytes: 12}},
		"Scan 18.4 GB for about $0.09, and what 1 query without an estimate scans": {{bytes: 18_400_000_000}, {err: none}},
		"Logs Insights gives no estimate; run 2 queries":                           {{err: none}, {err: none}},
	} {
		if got := scanQuestion(all); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
