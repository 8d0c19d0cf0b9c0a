package telegram_test

import (
	"testing"
	"unicode/utf16"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

func FuzzTelegram(f *testing.F) {
	rendertest.Seeds(f)
	f.Fuzz(func(t *testing.T, s string, times uint8) {
		d, to := rendertest.Archived(rendertest.AttackWithChart(s, times), s), report.Destination{Kind: report.KindTelegram}
		m := deliver.MarkDuplicate(deliver.Render(d, to))
		checkParts(t, m.Parts)
		for _, f := range m.Files {
			checkParts(t, []string{f.Caption})
			if n := len(utf16.Encode([]rune(entity.Replace(tag.ReplaceAllString(f.Caption, ""))))); n > 1024 {
				t.Fatalf("caption of %d units", n)
			}
		}
		checkParts(t, deliver.MarkDuplicate(deliver.Owner(d, []render.Undelivered{{Destination: s, Error: s}}, to)).Parts)
	})
}
