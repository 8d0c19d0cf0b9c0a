package oracle

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func TestOracle_checkLastSent(t *testing.T) {
	t.Parallel()
	const before, nobodys = fanlight.RunID("usage@2026-01-01T12:30:00Z"), fanlight.RunID("usage@2025-12-31T12:30:00Z")
	for what, c := range map[string]struct {
		unsent   bool
		document fanlight.RunID
		figures  fanlight.RunID
		rule     Rule
	}{
		"somebody got it":               {false, before, "", ""},
		"nobody got it":                 {true, before, before, ""},
		"nobody got any":                {true, "", "", ""},
		"nobody got it, and it is lost": {true, before, "", "R7"},
		"of one that somebody got":      {false, before, before, "R7"},
		"another than the document's":   {true, "", before, "R7"},
		"one that nobody got":           {true, nobodys, nobodys, "R7"},
	} {
		o, _, _ := judged()
		o.run(before).at(1).round(1).to("to-0").record = fanlight.DeliverySent
		f, d := fanlight.Figures{Run: id, Epoch: 1, Unsent: c.unsent}, fanlight.Document{}
		if c.figures != "" {
			f.LastSent = &fanlight.Edition{Run: c.figures}
		}
		if c.document != "" {
			d.LastSent = &fanlight.Edition{Run: c.document}
		}
		o.checkLastSent(f, d)
		expect(t, o, what, c.rule)
	}
}
