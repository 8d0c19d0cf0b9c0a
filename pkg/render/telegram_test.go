package render_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
)

func TestTelegram(t *testing.T) {
	t.Parallel()
	goldenForm(t, "telegram", func(d *fanlight.Document) string {
		return strings.Join(render.Telegram(d), "\n=== next message ===\n")
	})
	t.Run("divided between sections", func(t *testing.T) {
		t.Parallel()
		parts := render.Telegram(long())
		checkTelegram(t, parts)
		if len(parts) < 3 {
			t.Errorf("%d parts, want at least 3", len(parts))
		}
		for _, part := range parts[1:] {
			if !regexp.MustCompile(`^(<b>Paths \d|Number \d|<i>\d)`).MatchString(part) {
				t.Errorf("part begins with %.60q, want a section's title", part)
			}
		}
	})
}
