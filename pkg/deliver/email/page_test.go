package email_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

// TestChannel_Render_preheader has the first lines, or the numbers, where mail programs
// show the beginning of a mail.
func TestChannel_Render_preheader(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"checkout": "Alert: Error rate (5xx) 1.84%, over its mark of 1%. It was 0.53% on Tue 24 Nov. Warning: Latency p95 812 ms",
		"classic":  "Requests from groups: 1,204. Private requests: 3,310. New users: 87.\u2007",
		"none":     "\u2007",
	} {
		if got := words(mail(rendertest.Documents()[name]).HTML); !strings.HasPrefix(got, "|"+want) {
			t.Errorf("%s begins with %.150q, want %q", name, got, want)
		}
	}
}

// TestChannel_Render_head has title, window and first lines, each with its tag.
func TestChannel_Render_head(t *testing.T) {
	t.Parallel()
	expectWords(t, checkout().HTML,
		"|API health, checkout service|Wed 25 Nov 2026, 00:00–24:00 CET. Compared with Tue 24 Nov.|",
		"| Alert |Error rate (5xx) 1.84%|, over its mark of 1%. It was", "| Incomplete |1 of 13 queries failed|: Slowest database statements.|")
	fine := edition("Fine")
	addNumber(fine, report.Section{Title: "Errors", Alert: &report.Mark{Op: ">", Value: 5}}, 1)
	expectWords(t, mail(fine).HTML, "| OK |Errors within its mark, 1 of 1 query ok.|")
}
