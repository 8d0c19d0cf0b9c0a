package edition_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestSection_IsNumber(t *testing.T) {
	t.Parallel()
	failed := &edition.Failure{Word: "failed"}
	for _, test := range []struct {
		section edition.Section
		want    bool
	}{
		{edition.Section{Number: &edition.Number{}, Show: report.ShowNumber}, true},
		{edition.Section{Failure: failed, Show: report.ShowNumber}, true},
		{edition.Section{Failure: failed, Show: report.ShowSpark}, true},
		{edition.Section{Failure: failed, Show: report.ShowTable}, false},
		{edition.Section{Failure: failed}, false},
		{edition.Section{Table: &edition.Table{}, Show: report.ShowBar}, false},
	} {
		if got := test.section.IsNumber(); got != test.want {
			t.Errorf("%+v: IsNumber = %t", test.section, got)
		}
	}
}

func TestFailure_NoAnswer(t *testing.T) {
	t.Parallel()
	e := edition.New(rendertest.Documents()["failures"])
	got := map[string]bool{}
	for _, s := range e.Sections {
		if s.Failure != nil {
			got[s.Failure.Word] = s.Failure.NoAnswer()
		}
	}
	want := map[string]bool{"failed": true, "timed out": true, "cancelled": true, "no value": false, "no number": false}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("failures without an answer (-want +got):\n%s", diff)
	}
}

// TestNew_rows_that_the_document_does_not_keep has a result whose rows are counted and not
// shown: it is not one without rows.
func TestNew_rows_that_the_document_does_not_keep(t *testing.T) {
	t.Parallel()
	for _, cut := range []fanlight.Cut{"", fanlight.CutByQuery} {
		d := rendertest.Documents()["cut"]
		for i := range d.Queries {
			d.Queries[i].Rows, d.Queries[i].RowCount, d.Queries[i].Cut = nil, 1204, cut
		}
		want := edition.Failure{Word: "incomplete", Note: "no row of 1,204 is shown: the first one does not fit (a report shows 8.0 MB of all its queries)"}
		for _, s := range edition.New(d).Sections {
			if s.Failure == nil || *s.Failure != want || s.Table != nil {
				t.Errorf("section of a result that is cut %q: %+v", cut, s)
			}
		}
	}
}
