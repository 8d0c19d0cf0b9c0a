package fanlight

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/report"
)

func TestQueryResult_Patterns(t *testing.T) {
	long := strings.Repeat("ä", 200)
	for name, c := range map[string]struct {
		section report.Section
		result  QueryResult
		want    []Pattern
	}{
		"of pattern": {report.Section{}, QueryResult{Rows: []Row{
			cells("@pattern", "a <*>", "@sampleCount", "2", "@ratio", "0.1"), cells("@pattern", "b", "@sampleCount", "7"),
		}}, []Pattern{{Text: "b", Count: 7}, {Text: "a <*>", Count: 2}}},
		"of a column, counted": {report.Section{Value: "type"}, QueryResult{Shape: &report.Shape{Sums: []string{"n"}}, Rows: []Row{
			cells("type", "x", "n", "3"), cells("type", "x", "n", "4"), cells("n", "9"),
		}}, []Pattern{{Text: "x", Count: 7}}},
		"of events": {report.Section{Value: "type"}, QueryResult{Rows: []Row{
			cells("type", "x", "@message", "first", "@log", "1:/g", "@timestamp", "t"), cells("type", "x", "@message", "second"),
		}}, []Pattern{{Text: "x", Count: 2, Example: "first", Group: "1:/g", Time: "t"}}},
		"long": {report.Section{}, QueryResult{Rows: []Row{cells("@pattern", long)}}, []Pattern{{Text: long[:300], Count: 1}}},
	} {
		if diff := cmp.Diff(c.want, c.result.Patterns(c.section)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestPatternFigures_Before(t *testing.T) {
	section := report.Section{Show: report.ShowPatterns}
	d := editionWith([]report.Section{section}, QueryResult{ID: "a", Rows: []Row{cells("@pattern", "x")}})
	f := NewPatternFigures(d)
	if got, why := f.Before(d, d.Sections[0]); why != "" || got.Patterns[0].Text != "x" {
		t.Errorf("got %+v, %q", got, why)
	}
	f.Sections[0].State = Failed
	if _, why := f.Before(d, d.Sections[0]); why != NoAnswer {
		t.Errorf("after a failure: %q", why)
	}
	f.Sections[0].Column = "other"
	if _, why := f.Before(d, d.Sections[0]); why != OtherQuery {
		t.Errorf("of another column: %q", why)
	}
}
