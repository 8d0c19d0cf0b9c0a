package render_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

func TestNewContent(t *testing.T) {
	t.Parallel()
	documents := rendertest.Documents()
	want := &render.Content{
		Title: "Telegram bot usage", Window: "1 Jan 12:25 – 2 Jan 12:25 UTC (24 h)",
		Sections: []render.Section{
			{Title: "Requests from groups", Value: "1,204"}, {Title: "Private requests", Value: "3,310"}, {Title: "New users", Value: "87"},
		},
		Summary: []string{"3 of 3 queries ok", "4,601 of 14,838 records matched", "6.3 MB scanned ($0.00003)"},
		Run:     "bot-usage@2026-01-02T12:30:00Z",
	}
	if diff := cmp.Diff(want, render.NewContent(documents["classic"])); diff != "" {
		t.Errorf("content (-want +got):\n%s", diff)
	}
	failed := render.NewContent(documents["failures"]).Sections
	last := render.Section{Title: "unseen", Value: "failed", Status: render.Bad}
	if diff := cmp.Diff(last, failed[len(failed)-1], cmpopts.IgnoreFields(render.Section{}, "Note")); diff != "" {
		t.Errorf("section of a failed query that no section shows (-want +got):\n%s", diff)
	}
}

// TestNewContent_rows_that_the_document_does_not_keep has a result whose rows are
// counted and not shown: it is not one without rows.
func TestNewContent_rows_that_the_document_does_not_keep(t *testing.T) {
	t.Parallel()
	for _, cut := range []fanlight.Cut{"", fanlight.CutByQuery} {
		d := rendertest.Documents()["cut"]
		for i := range d.Queries {
			d.Queries[i].Rows, d.Queries[i].RowCount, d.Queries[i].Cut = nil, 1204, cut
		}
		for _, s := range render.NewContent(d).Sections {
			const note = "no row of 1,204 is shown: the first one does not fit (a report shows 8.0 MB of all its queries)"
			if s.Value != "incomplete" || s.Note != note || s.Status != render.Bad || s.Table != nil {
				t.Errorf("section of a result that is cut %q: %+v", cut, s)
			}
		}
	}
}
