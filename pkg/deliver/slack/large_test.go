//go:build !race

package slack_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/slack"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

// TestChannel_Render_many_pictures bounds the pictures; charts beyond them stay in block
// characters.
func TestChannel_Render_many_pictures(t *testing.T) {
	t.Parallel()
	d := rendertest.AttackChart("x", 100)
	d.Sections = append(d.Sections, append(d.Sections, append(d.Sections, d.Sections...)...)...)
	if m := (slack.Channel{}).Render(d, byToken); len(m.Files) != 10 {
		t.Errorf("%d pictures, want 10", len(m.Files))
	}
	checkAccepted(t, "charts", d)
}

// TestChannel_Render_many bounds the number of messages.
func TestChannel_Render_many(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["long"]
	for range 5 {
		d.Sections = append(d.Sections, d.Sections...)
	}
	for _, to := range []report.Destination{byToken, byWebhook} {
		m := slack.Channel{}.Render(d, to)
		parts := m.Parts
		if len(m.Files) > 0 {
			parts = parts[:m.Files[0].Part]
		}
		if last := parts[len(parts)-1]; len(parts) < 18 || len(parts) > 20 || !strings.Contains(last, " more sections") || !strings.Contains(last, "bot-usage@2026") {
			t.Errorf("%d messages, the last one %.300s", len(parts), last)
		}
	}
	checkAccepted(t, "many", d)
}
