package fanlight_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestDocument_Shown(t *testing.T) {
	t.Parallel()
	failures := report.Section{Title: "Failures", Query: "failures", SendWhen: "failures > 20"}
	always := report.Section{Title: "Calls", Query: "calls"}
	var before []fanlight.SectionShown
	for _, c := range []struct {
		run     fanlight.RunID
		skipped bool
		sent    bool
		last    fanlight.RunID // before it
	}{
		{"r@1", true, true, ""},
		{"r@2", false, true, ""},
		{"r@3", true, true, "r@2"},
		{"r@4", false, false, "r@2"}, // nobody got it
		{"r@5", true, true, "r@2"},
		{"r@6", false, true, "r@2"},
		{"r@7", true, true, "r@6"},
	} {
		d := &fanlight.Document{Run: c.run, Sections: []report.Section{always, failures}, ShownBefore: before}
		if c.skipped {
			d.SkippedSections = []fanlight.SkippedSection{{Section: 1}}
		}
		var last fanlight.RunID
		if e := d.LastShown(failures); e != nil {
			last = e.Run
		}
		if last != c.last || d.LastShown(always) != nil {
			t.Errorf("%s: last shown %q, want %q", c.run, last, c.last)
		}
		before = d.Shown(c.sent)
	}
	if diff := cmp.Diff([]*fanlight.Edition{{Run: "r@6"}}, []*fanlight.Edition{before[0].Last}); diff != "" || len(before) != 1 {
		t.Errorf("%d sections have a condition (-want +got):\n%s", len(before), diff)
	}
	renamed := failures
	renamed.Title = "Errors"
	if d := (&fanlight.Document{ShownBefore: before}); d.LastShown(renamed) != nil {
		t.Error("a section of another title was shown")
	}
}
