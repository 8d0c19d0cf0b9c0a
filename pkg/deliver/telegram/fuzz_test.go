package telegram_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

func FuzzTelegram(f *testing.F) {
	rendertest.Seeds(f)
	f.Fuzz(func(t *testing.T, s string, times uint8) {
		d, to := rendertest.Attack(s, times), report.Destination{Kind: report.KindTelegram}
		checkParts(t, deliver.MarkDuplicate(deliver.Render(d, to)).Parts)
		checkParts(t, deliver.MarkDuplicate(deliver.Owner(d, []render.Undelivered{{Destination: s, Error: s}}, to)).Parts)
	})
}
