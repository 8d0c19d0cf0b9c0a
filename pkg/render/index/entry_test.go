package index_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/index"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestNew(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["checkout"]
	d.Past[0].Unsent, d.Past[1].Unsent, d.Past[3].Unsent = true, true, true
	l := index.New(d, folder)
	want := index.List{Format: 1, Report: "checkout-health", Title: "API health, checkout service", Timezone: "Europe/Berlin", Entries: []index.Entry{
		{
			Run: "checkout-health@2026-11-26T07:00:00Z", Epoch: 1, Window: d.Window, Period: report.Day, Day: "2026-11-25", State: index.Incomplete, Alert: true,
			Note: "Alert: Error rate (5xx) 1.84%. Incomplete: 1 of 13 queries failed", Folder: "2026-11-26/2026-11-26T07-00-00Z",
			Numbers: []index.Number{
				{Title: "Error rate (5xx)", Text: "1.84%", Tag: edition.TagAlert}, {Title: "Latency p95", Text: "812\u00a0ms", Tag: edition.TagWarning}, {Title: "Requests", Text: "1,284,310"},
			},
		},
		{Run: d.Past[0].Run, Epoch: 1, Window: d.Past[0].Window, Period: report.Day, Day: "2026-11-24", State: index.Skipped},
		{Run: d.Past[1].Run, Epoch: 1, Window: d.Past[1].Window, Period: report.Day, Day: "2026-11-23", State: index.Skipped},
	}}
	if diff := cmp.Diff(want, l); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	d.Queries[1].State, d.Tolerate = fanlight.TimedOut, 2
	if e := index.New(d, folder).Entries[0]; e.State != index.Sent || e.Numbers[0] != (index.Number{Title: "Error rate (5xx)", Text: "no answer"}) {
		t.Errorf("with what is tolerated, and without the number: %+v", e)
	}
}

// TestNew_hostile has harmless pages for all documents.
func TestNew_hostile(t *testing.T) {
	t.Parallel()
	documents := rendertest.Documents()
	documents["attack"] = rendertest.Attack(rendertest.Evil, 9)
	documents["long"].Title = strings.Repeat("&", 3000)
	for name, d := range documents {
		d.Past = append(d.Past, fanlight.Figures{Run: "x@" + rendertest.Evil, Unsent: true})
		encoded, err := index.New(d, folder).Encode()
		if err != nil {
			t.Fatal(err)
		}
		l, err := index.Parse(encoded)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		checkPage(t, index.Page(index.List{}.Add(l)))
	}
}
