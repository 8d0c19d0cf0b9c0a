package email_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/email"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

func mail(d *fanlight.Document) fanlight.Message { return email.Channel{}.Render(d, team) }

func page(d *fanlight.Document) string { return mail(d).HTML }

func TestChannel_Render(t *testing.T) {
	t.Parallel()
	rendertest.CheckTables(t, page)
	t.Run("page", func(t *testing.T) { rendertest.Golden(t, "mail", page) })
	t.Run("subject", func(t *testing.T) {
		rendertest.Golden(t, "subject", func(d *fanlight.Document) string { return mail(d).Subject })
	})
	for name, d := range rendertest.Documents() {
		checkMail(t, mail(d))
		if got := mail(d).Text; got != render.Text(d, render.TextOptions{}) {
			t.Errorf("%s: text is %q, want the form of a terminal", name, got)
		}
	}
}

func TestChannel_Form(t *testing.T) {
	t.Parallel()
	if got := (email.Channel{}).Form(report.Destination{Name: "here"}); got != "" {
		t.Errorf("form %q: there is one only", got)
	}
}

func TestChannel_Notice(t *testing.T) {
	t.Parallel()
	n := render.OwnerNotice(rendertest.Documents()["failures"], nil)
	m := email.Channel{}.Notice(n)
	if want := "Telegram bot usage: 4 of 7 queries gave no answer"; m.Subject != want {
		t.Errorf("subject = %q, want %q", m.Subject, want)
	}
	if m.Text != n.Text || !strings.Contains(m.HTML, "Log group &#39;/aws/lambda") {
		t.Errorf("text or page lacks the words of Logs Insights: %q, %q", m.Text, m.HTML)
	}
	rendertest.CheckMarkup(t, m.HTML)
	if long := (email.Channel{}).Notice(render.Notice{Subject: strings.Repeat("é", 161)}).Subject; long != strings.Repeat("é", 159)+"…" {
		t.Errorf("subject = %q, want 160 characters", long)
	}
}

func TestChannel_MarkDuplicate(t *testing.T) {
	t.Parallel()
	const mark = "Possibly a duplicate: the answer to an earlier delivery never came."
	stored := mail(rendertest.Documents()["hostile"])
	m := email.Channel{}.MarkDuplicate(stored, mark)
	_, body, _ := strings.Cut(m.HTML, "<body")
	if !strings.Contains(body[:300], ";color:#b3261e\">"+mark) {
		t.Errorf("the body begins with %q", body[:300])
	}
	if m.Subject != stored.Subject+" (possibly a duplicate)" {
		t.Errorf("subject is %q", m.Subject)
	}
	if m.Text != mark+"\n\n"+stored.Text {
		t.Errorf("text begins with %.100q", m.Text)
	}
	checkMail(t, m)
	if plain := (email.Channel{}).MarkDuplicate(fanlight.Message{Text: "a"}, mark); plain.HTML != "" || plain.Subject != "" {
		t.Errorf("a message of text got a page %q or a subject %q", plain.HTML, plain.Subject)
	}
}
