package cli

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/insights"
)

func TestResultOf(t *testing.T) {
	t.Parallel()
	tree, err := syntax.Parse("stats count(*) as n by user | sort n desc")
	if err != nil {
		t.Fatal(err)
	}
	got := resultOf(tree, insights.Page{
		Rows:       []fanlight.Row{{{Name: "n", Value: "2"}}, {{Name: "new", Value: "x"}, {Name: "user", Value: "a"}}},
		Statistics: fanlight.Statistics{BytesScanned: 1, RecordsScanned: 2, RecordsMatched: 3},
	})
	want := cwli.Result{
		Columns:    []string{"user", "n", "new"}, // the query's order; then what AWS added
		Rows:       [][]cwli.Field{{{Name: "n", Value: "2"}}, {{Name: "new", Value: "x"}, {Name: "user", Value: "a"}}},
		Statistics: cwli.Statistics{BytesScanned: 1, RecordsScanned: 2, RecordsMatched: 3},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestQueryCommand_awsWindow(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 1, 2, 12, 30, 0, 900e6, time.UTC)
	for _, c := range []struct {
		span       spanFlags
		start, end string
	}{
		{spanFlags{}, "2026-01-02T11:30:00Z", "2026-01-02T12:30:00Z"},
		{spanFlags{since: "2h"}, "2026-01-02T10:30:00Z", "2026-01-02T12:30:00Z"},
		{spanFlags{end: "2026-01-01"}, "2026-01-01T23:00:00Z", "2026-01-02T00:00:00Z"},
		{spanFlags{since: "2026-01-01", end: "2026-01-01"}, "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"},
		{spanFlags{since: "1767357000100", end: "1767357000900"}, "2026-01-02T12:30:00Z", "2026-01-02T12:30:01Z"},
	} {
		q := queryCommand{s: &System{Now: func() time.Time { return now }}, span: c.span}
		if w, err := q.awsWindow(); err != nil || formatTime(w.Start) != c.start || formatTime(w.End) != c.end {
			t.Errorf("%+v: from %s to %s, %v; want %s, %s", c.span, formatTime(w.Start), formatTime(w.End), err, c.start, c.end)
		}
	}
}
