package render_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/edition"
)

func TestTableOf(t *testing.T) {
	t.Parallel()
	of := &edition.Table{
		Columns: []edition.Column{{Name: "route"}, {Name: "ms", Right: true}, {Name: "Time, UTC", Kind: edition.Time}},
		Rows:    []edition.Row{{Cells: []edition.Cell{{Text: "/a"}, {Text: "12", Full: "12.04"}, {Absent: true}}}},
		More:    3,
	}
	got := render.TableOf(of)
	want := []render.Column{{Name: "route", Shrink: true}, {Name: "ms", Right: true}, {Name: "Time, UTC"}}
	if diff := cmp.Diff(want, got.Columns); diff != "" {
		t.Errorf("columns (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]render.Row{{Cells: []string{"/a", "12", ""}}}, got.Rows); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if _, more := got.Head(0); more != 4 {
		t.Errorf("%d more rows, want those of the table and the one that is not shown", more)
	}
}
