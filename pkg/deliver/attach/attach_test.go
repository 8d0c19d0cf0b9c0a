package attach_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/fanlight/fanlight/pkg/deliver/attach"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

// query is a result of rows with a text each.
func query(id string, rows int, text string) fanlight.QueryResult {
	q := fanlight.QueryResult{ID: id, State: fanlight.OK, Columns: []string{"a"}}
	for range rows {
		q.Rows = append(q.Rows, fanlight.Row{{Name: "a", Value: text}})
	}
	return q
}

// document shows each query as a table.
func document(queries ...fanlight.QueryResult) *fanlight.Document {
	d := &fanlight.Document{Queries: queries}
	for _, q := range queries {
		d.Sections = append(d.Sections, report.Section{Title: "Rows of " + q.ID, Query: q.ID, Show: report.ShowTable})
	}
	return d
}

func TestSelection_Rest(t *testing.T) {
	t.Parallel()
	kept := query("kept", 3, "x")
	kept.RowCount = 1500
	large := query("large", 2, strings.Repeat("x", 500_001))
	d := document(query("by_route", 30, "=cmd|x"), kept, large)
	sections := edition.New(d).Sections
	s := attach.New(d).Select()
	for _, test := range []struct {
		section, shown int
		want           string
	}{
		{0, 30, ""},
		{0, 29, " in by_route.csv"},
		{0, 0, " in by_route.csv"},
		{1, 3, ""}, // the document has no more
		{1, 2, "; the first 3 in kept-first-3.csv"},
		{2, 1, " (too large for a file: 1.0 MB)"},
	} {
		if got := s.Rest(sections[test.section], test.shown); got != test.want {
			t.Errorf("%d rows of section %d: %q, want %q", test.shown, test.section, got, test.want)
		}
	}
	want := []attach.File{
		{Name: "by_route.csv", Title: "Rows of by_route", Rows: 30, Data: []byte("a\n" + strings.Repeat("'=cmd|x\n", 30))},
		{Name: "kept-first-3.csv", Title: "Rows of kept", Rows: 3, Data: []byte("a\nx\nx\nx\n")},
	}
	if diff := cmp.Diff(want, s.Files(), cmpopts.IgnoreUnexported(attach.File{})); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	if again := attach.New(d).Select(); len(again.Files()) != 0 {
		t.Error("a choice begins with files")
	}
}

// TestSelection_Rest_patterns counts the patterns that are shown, not the rows of the query.
func TestSelection_Rest_patterns(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["checkout"]
	for _, of := range edition.New(d).Sections {
		if of.Patterns == nil {
			continue
		}
		s := attach.New(d).Select()
		if all, some := s.Rest(of, 4), s.Rest(of, 3); all != "" || some != " in patterns.csv" {
			t.Errorf("all patterns: %q, one less: %q", all, some)
		}
	}
}

// TestSelection_Rest_none has no file for what is not a table, of a missing query, and in a
// place that takes none.
func TestSelection_Rest_none(t *testing.T) {
	t.Parallel()
	d := document(query("a", 3, "x"))
	s, none := attach.New(d).Select(), (*attach.Selection)(nil)
	table := edition.New(d).Sections[0]
	other := edition.File{Query: "b", Name: "b.csv", Rows: 9}
	for _, of := range []edition.Section{{File: table.File}, {Table: table.Table}, {Table: table.Table, File: &other}} {
		if got := s.Rest(of, 0); got != "" {
			t.Errorf("%+v: %q", of, got)
		}
	}
	if got := none.Rest(table, 0); got != "" || none.Files() != nil {
		t.Errorf("%q where no files are taken", got)
	}
}

// TestSelection_Files keeps the bounds: the first ones win.
func TestSelection_Files(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		queries, bytes, want int
	}{{11, 10, 10}, {6, 900_000, 4}, {4, 999_990, 4}, {1, 1_000_001, 0}} {
		var queries []fanlight.QueryResult
		for i := range test.queries {
			queries = append(queries, query(fmt.Sprintf("q%d", i), 1, strings.Repeat("x", test.bytes)))
		}
		d := document(queries...)
		s := attach.New(d).Select()
		words, size := 0, 0
		for _, of := range edition.New(d).Sections {
			if strings.Contains(s.Rest(of, 0), "file:") {
				words++
			}
		}
		for _, f := range s.Files() {
			size += len(f.Data)
		}
		if len(s.Files()) != test.want || words != test.queries-test.want || size > attach.MaxBytes {
			t.Errorf("%d files of %d bytes: %d are chosen, %d are missed in words", test.queries, test.bytes, len(s.Files()), words)
		}
	}
}

func TestFile_Words(t *testing.T) {
	t.Parallel()
	f := attach.File{Name: "a.csv", Rows: 1204, Data: make([]byte, 35_000)}
	if got := f.Words(); got != "a.csv: 1,204 rows, 35.0 kB" || f.Count() != "1,204 rows" {
		t.Errorf("words %q", got)
	}
}
