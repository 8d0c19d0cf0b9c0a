package cli

import (
	"math"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli"
)

func TestSpanFlags_window(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 1, 2, 12, 30, 0, 0, time.UTC)
	at := func(s string) int64 {
		t.Helper()
		parsed, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return parsed.UnixMilli()
	}
	for _, c := range []struct {
		flags spanFlags
		want  cwli.Window
	}{
		{spanFlags{}, cwli.Window{}},
		{spanFlags{since: "2h"}, cwli.Window{Start: at("2026-01-02T10:30:00Z"), End: math.MaxInt64}},
		{spanFlags{since: "2h", end: "now"}, cwli.Window{Start: at("2026-01-02T10:30:00Z"), End: at("2026-01-02T12:30:00Z")}},
		{spanFlags{start: "2026-01-01", end: "2026-01-01"}, cwli.Window{Start: at("2026-01-01T00:00:00Z"), End: at("2026-01-02T00:00:00Z")}},
		{spanFlags{since: "yesterday", end: "today"}, cwli.Window{Start: at("2026-01-01T00:00:00Z"), End: at("2026-01-03T00:00:00Z")}},
		{spanFlags{end: "2025-12-31"}, cwli.Window{Start: math.MinInt64, End: at("2026-01-01T00:00:00Z")}},
		{spanFlags{end: "2026-01-01T00:00:00Z"}, cwli.Window{Start: math.MinInt64, End: at("2026-01-01T00:00:00Z")}},
	} {
		if got, err := c.flags.window(now); err != nil || got != c.want {
			t.Errorf("%+v: got %v, %v, want %v", c.flags, got, err, c.want)
		}
	}
	for _, flags := range []spanFlags{{since: "2h", start: "2h"}, {since: "2h", end: "3h"}, {since: "today", end: "yesterday"}, {end: "never"}} {
		if got, err := flags.window(now); err == nil {
			t.Errorf("%+v: got %v, want an error", flags, got)
		}
	}
}
