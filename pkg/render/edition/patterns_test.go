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
		Cell:  edition.Cell{Text: "tax estimate rejected: unknown region code […]", Full: "tax estimate rejected: unknown region code <*>"},
		Count: "288",
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

// The parts that differ are shown softly, whatever the service calls them; two patterns that
// look the same stay two.
func TestPatterns_tokens(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["checkout"]
	q := d.Query("patterns")
	q.Rows = []fanlight.Row{
		{{Name: "@pattern", Value: "after <Time-1> ms <order-x>"}, {Name: "@sampleCount", Value: "2"}},
		{{Name: "@pattern", Value: "after <Number-1> ms <order-x>"}, {Name: "@sampleCount", Value: "1"}},
		{{Name: "@pattern", Value: "failed <*>\n\tat <ID-2>"}, {Name: "@sampleCount", Value: "1"}},
	}
	s := sectionOf(t, edition.New(d), "New error patterns")
	want := []edition.Cell{
		{Text: "after […] ms <order-x>", Full: "after <Time-1> ms <order-x>"},
		{Text: "after […] ms <order-x>", Full: "after <Number-1> ms <order-x>"},
		{Text: "failed […] · at […]", Full: "failed <*> · at <ID-2>", Lines: []string{"failed […]", "    at […]"}},
	}
	var got []edition.Cell
	for _, p := range s.Patterns.New {
		got = append(got, p.Cell)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("patterns (-want +got):\n%s", diff)
	}
	var short []string
	for _, r := range s.Table.Rows[:3] {
		short = append(short, s.Table.Event(r).Short()...)
	}
	if diff := cmp.Diff([]string{nb("2_events"), nb("1_event"), nb("1_event")}, short); diff != "" || s.Table.Since != "" {
		t.Errorf("compared since %q, counts (-want +got):\n%s", s.Table.Since, diff)
	}
	if last := s.Table.Event(s.Table.Rows[len(s.Table.Rows)-1]).Short(); last[0] != "gone" {
		t.Errorf("the count of a pattern that is gone is %q", last)
	}
}
