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
		d := rendertest.Attack(s, times)
		m := mail(d)
		if len(m.HTML) > 80_000 {
			t.Fatalf("page has %d bytes", len(m.HTML))
		}
		rendertest.CheckMarkup(t, m.HTML)
		rendertest.CheckMarkup(t, email.Channel{}.MarkDuplicate(m, "Possibly a duplicate.").HTML)
		rendertest.CheckHarmless(t, m.Subject)
		notice := email.Channel{}.Notice(render.OwnerNotice(d, []render.Undelivered{{Destination: s, Error: s}}))
		rendertest.CheckMarkup(t, notice.HTML)
		rendertest.CheckHarmless(t, notice.Subject)
	})
}
