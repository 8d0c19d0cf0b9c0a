package render_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/edition"
)

func TestTable_Cut(t *testing.T) {
	t.Parallel()
	table := render.NewTable([]string{"function", "errors", "last"}, [][]string{{"checkout", "1204", "timeout of the bank"}, {"basket", "87", ""}, {"search", "3", ""}})
	want := []string{"function  errors", "────────────────", "checkout    1204", "… 2 more rows, 1 more column"}
	if diff := cmp.Diff(want, table.Cut(20, 1)); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	want = []string{"function  errors  last", "────────────────────────────", "checkout    1204  timeout o…", "basket        87", "search         3"}
	if diff := cmp.Diff(want, table.Cut(28, 9)); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

func TestNotShown(t *testing.T) {
	t.Parallel()
	for counts, want := range map[[2]int]string{{0, 0}: "", {1174, 0}: "… 1,174 more rows", {0, 1}: "… 1 more column", {1, 2}: "… 1 more row, 2 more columns"} {
		if got := render.NotShown(counts[0], counts[1]); got != want {
			t.Errorf("NotShown(%d, %d) = %q, want %q", counts[0], counts[1], got, want)
		}
	}
}

func TestMore(t *testing.T) {
	t.Parallel()
	if got := render.More(1, "section"); got != "1 more section" {
		t.Errorf("More = %q", got)
	}
	if got := render.More(1174, "section"); got != "1,174 more sections" {
		t.Errorf("More = %q", got)
	}
}

// The change of rows is left out after other columns.
func TestChangesOf(t *testing.T) {
	t.Parallel()
	of := &edition.Table{Since: "Tue", Columns: []edition.Column{{Name: "route", Kind: edition.Label}, {Name: "errors", Kind: edition.Figure, Right: true}, {Name: "requests", Kind: edition.Figure, Right: true}}}
	of.Rows = []edition.Row{{Cells: []edition.Cell{{Text: "/a"}, {Text: "12"}, {Text: "1,204"}}, Added: true}, {Cells: []edition.Cell{{Text: "/b"}, {Text: "7"}, {Text: "87"}}}}
	want := []string{"route  errors  Change", "─────────────────────", "/a         12     new", "/b          7", "… 1 more column"}
	if diff := cmp.Diff(want, render.ChangesOf(of).Cut(24, 9)); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	if of.Since = ""; len(render.ChangesOf(of).Columns) != 3 {
		t.Error("rows that are not compared have changes")
	}
}
