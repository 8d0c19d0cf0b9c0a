package render_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestOwnerText(t *testing.T) {
	t.Parallel()
	missed := []render.Undelivered{
		{Destination: "telegram", State: fanlight.DeliveryFailed, Error: "send to telegram: 403 Forbidden: bot was kicked"},
		{Destination: "email", State: fanlight.DeliveryUnknown, Error: "send by SES: connection lost\r\nX: y"},
	}
	compare(t, "failures.owner", render.OwnerText(failures(), missed))
	compare(t, "classic.owner", render.OwnerText(classic(), missed[:1]))
}

func TestOwnerMessage(t *testing.T) {
	t.Parallel()
	d := failures()
	mail := render.OwnerMessage(d, nil, report.Destination{Name: "owner", Kind: report.KindEmail})
	if want := "Telegram bot usage: 4 of 7 queries gave no answer"; mail.Subject != want {
		t.Errorf("subject = %q, want %q", mail.Subject, want)
	}
	if mail.Text != render.OwnerText(d, nil) || !strings.Contains(mail.HTML, "Log group &#39;/aws/lambda") {
		t.Errorf("mail's text or HTML lacks Insights' words: %q, %q", mail.Text, mail.HTML)
	}
	chat := render.OwnerMessage(d, nil, report.Destination{Kind: report.KindTelegram})
	checkTelegram(t, chat.Parts)
}
