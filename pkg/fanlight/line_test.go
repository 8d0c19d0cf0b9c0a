package fanlight

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/report"
)

func TestDocument_Bins(t *testing.T) {
	at := func(s string) time.Time {
		parsed, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return parsed
	}
	for _, c := range []struct {
		bin, start, end string
		n               int
		first, last     string
	}{
		{"1h", "2026-01-01T12:25:00Z", "2026-01-02T12:25:00Z", 25, "2026-01-01T12:00:00Z", "2026-01-02T12:00:00Z"},
		{"5m", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", 288, "2026-01-01T00:00:00Z", "2026-01-01T23:55:00Z"},
		{"1w", "2026-01-01T00:00:00Z", "2026-01-08T00:00:00Z", 1, "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"},
		{"1mo", "2025-12-31T23:00:00Z", "2026-03-31T22:00:00Z", 4, "2025-12-01T00:00:00Z", "2026-03-01T00:00:00Z"},
		{"1q", "2026-05-10T00:00:00Z", "2026-07-02T00:00:00Z", 2, "2026-04-01T00:00:00Z", "2026-07-01T00:00:00Z"},
		{"1s", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", 0, "", ""},
		{"0h", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", 0, "", ""},
		{"1x", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", 0, "", ""},
	} {
		d := &Document{Window: Window{at(c.start), at(c.end)}}
		bins := d.Bins(&QueryResult{Shape: &report.Shape{Time: "t", Bin: c.bin}})
		if len(bins) != c.n || c.n > 0 && (!bins[0].Equal(at(c.first)) || !bins[c.n-1].Equal(at(c.last))) {
			t.Errorf("%s from %s: %d bins %v, want %d from %s to %s", c.bin, c.start, len(bins), bins, c.n, c.first, c.last)
		}
	}
}

func TestDocument_Lines(t *testing.T) {
	one, two, three := 1.0, 2.0, 3.0
	shape := &report.Shape{Columns: []string{"p50", "p95", "bin(2h)"}, Time: "bin(2h)", Bin: "2h"}
	byRoute := &report.Shape{Columns: []string{"n", "t", "route"}, Labels: []string{"route"}, Time: "t", Bin: "2h"}
	for _, c := range []struct {
		name    string
		section report.Section
		result  QueryResult
		want    []Line
	}{
		{"a line for each column", report.Section{}, QueryResult{Shape: shape, Rows: []Row{
			cells("bin(2h)", "2026-01-02 04:00:00.000", "p50", "1", "p95", "2"), cells("bin(2h)", "2026-01-02 00:00:00.000", "p50", "3"),
		}}, []Line{{"p50", "", []*float64{&three, nil, &one}}, {"p95", "", []*float64{nil, nil, &two}}}},
		{"the column that the section names", report.Section{Value: "p95"}, QueryResult{Shape: shape, Rows: []Row{
			cells("bin(2h)", "2026-01-02 04:00:00.000", "p50", "1", "p95", "2"),
		}}, []Line{{"p95", "", []*float64{nil, nil, &two}}}},
		{"a line for each label", report.Section{}, QueryResult{Shape: byRoute, Rows: []Row{
			cells("t", "2026-01-02 02:00:00.000", "route", "/a", "n", "1"), cells("t", "2026-01-02 02:00:00.000", "route", "/b", "n", "2"),
		}}, []Line{{"n", "/a", []*float64{nil, &one, nil}}, {"n", "/b", []*float64{nil, &two, nil}}}},
		{"rows that are no bins of the window", report.Section{}, QueryResult{Shape: shape, Rows: []Row{
			cells("bin(2h)", "2026-01-02 01:00:00.000", "p50", "1"), cells("bin(2h)", "soon", "p50", "1"), cells("p50", "1"),
		}}, nil},
		{"rows are missing", report.Section{}, QueryResult{Shape: shape, RowCount: 2, Rows: []Row{cells("bin(2h)", "2026-01-02 04:00:00.000", "p50", "1")}}, nil},
	} {
		d := &Document{Window: sixHours}
		_, got := d.Lines(&c.result, c.section)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestParseTime(t *testing.T) {
	if got, ok := ParseTime("2026-01-02 04:00:00.000"); !ok || !got.Equal(midnight.Add(4*time.Hour)) {
		t.Errorf("got %v, %v", got, ok)
	}
	for _, s := range []string{"", "2026-01-02", "2026-01-02 04:00:00.0000", "2026-01-02T04:00:00.000"} {
		if _, ok := ParseTime(s); ok {
			t.Errorf("ParseTime(%q) is a time", s)
		}
	}
}
