package edition_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/report"
)

// TestFiles names the files of queries once, whatever their IDs are.
func TestFiles(t *testing.T) {
	t.Parallel()
	d := &fanlight.Document{}
	for _, id := range []string{"by_route", "by_route", "by_route~1", "../x", "QUERY", "number", "quiet"} {
		q := fanlight.QueryResult{ID: id, State: fanlight.OK, Rows: []fanlight.Row{{{Name: "a", Value: "1"}}}, RowCount: len(id)}
		show := report.ShowTable
		switch id {
		case "number":
			show = report.ShowNumber
		case "quiet":
			q.Rows, q.RowCount = nil, 0
		case "../x", "by_route~1":
			q.RowCount = 1
		}
		d.Queries, d.Sections = append(d.Queries, q), append(d.Sections, report.Section{Query: id, Show: show})
	}
	want := []edition.File{
		{Query: "by_route", Name: "by_route-first-1.csv", Rows: 1}, {Query: "by_route~1", Name: "by_route-1.csv", Rows: 1, Whole: true},
		{Query: "../x", Name: "query-3.csv", Rows: 1, Whole: true}, {Query: "QUERY", Name: "query-4-first-1.csv", Rows: 1},
	}
	if diff := cmp.Diff(want, edition.Files(d)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	for _, s := range edition.New(d).Sections {
		if (s.File == nil) != (s.Query == "number") {
			t.Errorf("the section of %s has the file %+v", s.Query, s.File)
		}
	}
}

// TestFiles_bound has at most 100, of names that are all different.
func TestFiles_bound(t *testing.T) {
	t.Parallel()
	d := &fanlight.Document{}
	for i := range 120 {
		id := fmt.Sprintf("query~%d", 120-i)
		if i%2 > 0 {
			id = "!" + id
		}
		d.Queries = append(d.Queries, fanlight.QueryResult{ID: id, State: fanlight.OK, Rows: []fanlight.Row{{{Name: "a", Value: "1"}}}})
		d.Sections = append(d.Sections, report.Section{Query: id, Show: report.ShowTable})
	}
	names := map[string]bool{}
	for _, f := range edition.Files(d) {
		names[f.Name] = true
	}
	if len(names) != 100 {
		t.Errorf("%d names, want 100", len(names))
	}
}
