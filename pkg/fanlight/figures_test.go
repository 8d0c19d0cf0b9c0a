package fanlight

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/report"
)

var (
	midnight = time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)
	sixHours = Window{midnight, midnight.Add(6 * time.Hour)}
	zero     = 0.0
)

func cells(pairs ...string) (row Row) {
	for i := 0; i < len(pairs); i += 2 {
		row = append(row, Field{pairs[i], pairs[i+1]})
	}
	return row
}

// editionWith returns a document whose sections show the queries of the results, in order.
func editionWith(sections []report.Section, results ...QueryResult) *Document {
	for i := range results {
		results[i].Text = "stats " + results[i].ID
		sections[i].Query = results[i].ID
		if results[i].State == "" {
			results[i].State = OK
		}
	}
	return &Document{Run: "r@2026-01-02T06:00:00Z", Epoch: 1, Window: sixHours, Sections: sections, Queries: results}
}

func TestNewFigures(t *testing.T) {
	three := 3.0
	d := editionWith([]report.Section{
		{Show: report.ShowNumber, Value: "n"}, {Show: report.ShowNumber, Value: "n", Empty: &zero},
		{Show: report.ShowNumber, Value: "n"}, {Show: report.ShowTable}, {Show: report.ShowLine}, {Show: report.ShowNumber, Value: "n"},
	},
		QueryResult{ID: "a", Rows: []Row{cells("n", "1204")}},
		QueryResult{ID: "b", State: Empty},
		QueryResult{ID: "c", State: Failed, Rows: []Row{cells("n", "9")}},
		QueryResult{ID: "d", Rows: []Row{cells("route", "/a", "n", "5"), cells("route", "/b", "n", "none")}, Shape: &report.Shape{Columns: []string{"n", "route"}, Labels: []string{"route"}}},
		QueryResult{ID: "e", Rows: []Row{cells("bin(2h)", "2026-01-02 02:00:00.000", "n", "3")}, Shape: &report.Shape{Columns: []string{"n", "bin(2h)"}, Time: "bin(2h)", Bin: "2h"}},
		QueryResult{ID: "f", Cut: CutByQuery, Rows: []Row{cells("n", "2")}},
	)
	got := NewFigures(d)
	var keys []string
	for i := range got.Queries {
		keys = append(keys, got.Queries[i].Key)
		got.Queries[i].Key = ""
	}
	want := []QueryFigures{
		{State: OK, Numbers: []NumberFigure{{"n", 1204}}},
		{State: Empty, Numbers: []NumberFigure{{"n", 0}}},
		{State: Failed},
		{State: OK, Rows: []RowFigure{{"/a", "n", 5}}},
		{State: OK, Series: []SeriesFigure{{"n", []*float64{nil, &three, nil}}}},
		{State: OK, Cut: true},
	}
	if diff := cmp.Diff(want, got.Queries); diff != "" {
		t.Errorf("figures (-want +got):\n%s", diff)
	}
	if keys[0] == keys[1] || keys[0] != d.Queries[0].Key() {
		t.Errorf("keys %v, want those of the queries, all different", keys)
	}
}

func TestQueryResult_Key(t *testing.T) {
	q := QueryResult{ID: "a", Text: "stats count(*)", LogGroups: []string{"g"}}
	other := q
	other.ID = "b"
	if q.Key() != other.Key() {
		t.Error("the same work under another ID has another key")
	}
	for name, changed := range map[string]QueryResult{
		"text": {Text: "stats sum(x)", LogGroups: []string{"g"}}, "groups": {Text: "stats count(*)", LogGroups: []string{"h"}},
	} {
		if changed.Key() == q.Key() {
			t.Errorf("another %s has the same key", name)
		}
	}
}

func TestJoinLabels(t *testing.T) {
	long := strings.Repeat("ä", 100)
	if a, b := JoinLabels([]string{long, "1"}), JoinLabels([]string{long, "2"}); a == b || len(a) > figureLabel || len(b) > figureLabel {
		t.Errorf("labels that differ at their end are kept as %q and %q", a, b)
	}
	if got := JoinLabels([]string{"a", "b"}); got != "a\x1fb" {
		t.Errorf("got %q", got)
	}
}

func TestParseNumber(t *testing.T) {
	for s, want := range map[string]float64{"0": 0, "-1.5": -1.5, "1E3": 1000, "1204": 1204} {
		if got, ok := ParseNumber(s); !ok || got != want {
			t.Errorf("ParseNumber(%q) = %v, %v, want %v", s, got, ok, want)
		}
	}
	for _, s := range []string{"", "-", "007", "+1", "1,204", "0x1", "Inf", "NaN", "1e999", "1 "} {
		if got, ok := ParseNumber(s); ok {
			t.Errorf("ParseNumber(%q) = %v, want none", s, got)
		}
	}
}

func TestIsNumber(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]bool{
		"0": true, "12": true, "-12.5": true, "1.2E3": true, "0.5": true,
		"": false, "-": false, "007": false, "+1": false, "NaN": false, "Inf": false, "0x10": false,
		"1_000": false, "1-2": false, "1 ": false, "1.2.3": false, "1e999": false, "12ms": false,
	} {
		if got := IsNumber(in); got != want {
			t.Errorf("IsNumber(%q) = %v, want %v", in, got, want)
		}
	}
}
