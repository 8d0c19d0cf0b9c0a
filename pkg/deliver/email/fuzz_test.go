package email_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/email"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

func FuzzEmail(f *testing.F) {
	rendertest.Seeds(f)
	f.Fuzz(func(t *testing.T, s string, times uint8) {
		d := rendertest.AttackWithChart(s, times)
		m := mail(d)
		checkMail(t, m)
		checkMail(t, email.Channel{}.MarkDuplicate(m, "Possibly a duplicate."))
		rendertest.CheckHarmless(t, m.Subject)
		notice := email.Channel{}.Notice(render.OwnerNotice(d, []render.Undelivered{{Destination: s, Error: s}}))
		rendertest.CheckMarkup(t, notice.HTML)
		rendertest.CheckHarmless(t, notice.Subject)
	})
}
