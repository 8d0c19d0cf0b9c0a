package webhook_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/webhook"
	"github.com/fanlight/fanlight/pkg/deliver/webhook/webhooktest"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

// FuzzWebhook sends attacks to a server that checks them.
func FuzzWebhook(f *testing.F) {
	rendertest.Seeds(f)
	f.Fuzz(func(t *testing.T, s string, times uint8) {
		d := rendertest.Attack(s, times)
		report := webhook.Channel{}.Render(d, receiver)
		report.Run = d.Run
		notice := webhook.Channel{}.Notice(render.OwnerNotice(d, []render.Undelivered{{Destination: s, Error: s}}))
		notice.Run = d.Run
		env := reaching(t, webhooktest.New(secret), secret)
		if _, err := (webhook.Channel{}).Send(t.Context(), env, receiver, report); err != nil {
			t.Fatalf("report: %v", err)
		}
		if _, err := (webhook.Channel{}).Send(t.Context(), env, receiver, notice); err != nil {
			t.Fatalf("notice: %v", err)
		}
	})
}
