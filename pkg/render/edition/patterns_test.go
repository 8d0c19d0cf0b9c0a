package edition_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

func TestPatterns(t *testing.T) {
	t.Parallel()
	p := sectionOf(t, edition.New(rendertest.Documents()["checkout"]), "New error patterns").Patterns
	if got, want := p.Summary(), nb("3 new, 1 gone, 1 as on Tue_24_Nov"); got != want {
		t.Errorf("summary %q, want %q", got, want)
	}
	want := edition.Pattern{
		Text: "tax estimate rejected: unknown region code […]", Count: "288",
		First: "09:41:55 in checkout-cart", Example: `tax estimate rejected: unknown region code "IC-2"`,
	}
	if diff := cmp.Diff(want, p.New[1]); diff != "" {
		t.Errorf("a new pattern (-want +got):\n%s", diff)
	}
	if len(p.Gone) != 1 || p.Gone[0].Text != "coupon service returned 404 for campaign […]" {
		t.Errorf("gone: %+v", p.Gone)
	}
}

// Without an edition to compare with all patterns are shown, and none is called new.
func TestPatterns_without_an_edition(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["checkout"]
	d.PatternsBefore[0].Patterns, d.PatternsBefore[0].Missing = nil, fanlight.NoEdition
	e := edition.New(d)
	p := sectionOf(t, e, "New error patterns").Patterns
	if p.Summary() != "4 patterns" || p.Note != nb("No comparison: Tue_24_Nov is missing") {
		t.Errorf("%q, %q", p.Summary(), p.Note)
	}
	for _, l := range e.Lines {
		if l.Tag == edition.TagNew {
			t.Errorf("a first line says %q", l.Text())
		}
	}
}
