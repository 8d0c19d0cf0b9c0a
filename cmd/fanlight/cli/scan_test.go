package cli

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

func scanReport() *report.Report {
	return &report.Report{
		Name: "waf", Timezone: "UTC", Window: report.Window{Calendar: report.Day},
		Schedule: &report.Schedule{Expression: "cron(0 6 * * ? *)", Timezone: "UTC"},
		Queries: []report.Query{
			{ID: "p95", Text: "stats count(*)", LogGroups: []string{"/a"}},
			{ID: "by_route", Text: "stats count(*) by route", LogGroups: []string{"/a"}},
		},
	}
}

// The table of terminal.md: 40.8 GB a run, thirty times a month.
func TestScan_row(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 1, 2, 12, 34, 0, 0, time.UTC)
	l := &live{s: &System{Now: func() time.Time { return now }}}
	for name, c := range map[string]struct {
		budget  float64
		unknown string
		want    []string
		error   string
	}{
		"within its budget": {0.5, "", []string{"waf", "30", "40.8 GB", "$6.12", "$0.50 a run"}, ""},
		"beyond its budget": {0.15, "", []string{"waf", "30", "40.8 GB", "$6.12", "$0.15 a run"}, "a run would cost $0.20: 1 query of 2 would not be run"},
		"without a budget":  {0, "", []string{"waf", "30", "40.8 GB", "$6.12", ""}, ""},
		"unknown":           {0, "no such group", []string{"waf", "30", "unknown", "", ""}, "no estimate of p95: no such group"},
	} {
		r := scanReport()
		r.Budget = c.budget
		s := l.newScan(r)
		if want := now.Truncate(24 * time.Hour); !s.window.End.Equal(want) {
			t.Errorf("the window ends at %s, want %s", s.window.End, want)
		}
		e := fanlight.Estimate{Bytes: 20_400_000_000, Unknown: c.unknown}
		if c.unknown != "" {
			e.Bytes = 0
		}
		s.add(map[askingKey]*asking{{s.plan[0].Scope().Key, s.window}: {estimate: e}})
		row := s.row()
		if !slices.Equal(row.Cells, c.want) || row.Error != c.error {
			t.Errorf("%s: got %q and %q", name, row.Cells, row.Error)
		}
		if e := s.estimate(); c.unknown == "" && (e == nil || *e != report.ScanEstimate{GBADay: 40.8, DollarsAMonth: 6.12}) || c.unknown != "" && e != nil {
			t.Errorf("%s: compiled as %+v", name, e)
		}
	}
}

func TestRunsBetween(t *testing.T) {
	t.Parallel()
	from := time.Date(2026, 1, 2, 6, 0, 0, 0, time.UTC)
	r := scanReport()
	for schedule, want := range map[string]int{
		"cron(0 6 * * ? *)": 30, "cron(0 * * * ? *)": 720, "at(2026-01-10T00:00:00)": 1, "at(2027-01-10T00:00:00)": 0,
	} {
		r.Schedule.Expression = schedule
		if got := runsBetween(r, from, from.AddDate(0, 0, 30)); got != want {
			t.Errorf("%s: %d runs, want %d", schedule, got, want)
		}
	}
	if r.Paused = true; runsBetween(r, from, from.AddDate(0, 0, 30)) != 0 {
		t.Error("a paused report has runs")
	}
}

func TestScanTable(t *testing.T) {
	t.Parallel()
	var names []string
	for _, c := range scanTable(nil).Columns {
		names = append(names, c.Name)
	}
	if got := strings.Join(names, ", "); got != "report, runs a month, scan a run, a month, budget" {
		t.Errorf("got %s", got)
	}
}
