package sns_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/sns"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

func message(d *fanlight.Document) fanlight.Message {
	return sns.Channel{}.Render(d, report.Destination{Kind: report.KindSNS})
}

func TestChannel_Render(t *testing.T) {
	t.Parallel()
	t.Run("subject", func(t *testing.T) {
		rendertest.Golden(t, "subject", func(d *fanlight.Document) string { return message(d).Subject })
	})
	for name, d := range rendertest.Documents() {
		if got := message(d).Text; got != render.Text(d, render.TextOptions{}) {
			t.Errorf("%s: text is %q, want the form of a terminal", name, got)
		}
	}
}

// TestChannel_Render_page ends with the address of the edition's page, whatever is cut.
func TestChannel_Render_page(t *testing.T) {
	t.Parallel()
	const line = "\nFull report: https://reports.example.org/a/report.html\n"
	d := rendertest.Archived(rendertest.Documents()["long"], "a")
	if text := message(d).Text; !strings.HasSuffix(text, "bot-usage@2026-01-02T12:30:00Z"+line) {
		t.Errorf("the text ends in %q", text[len(text)-200:])
	}
	for range 5 {
		d.Sections = append(d.Sections, d.Sections...)
	}
	if text := message(d).Text; len(text) > 262_144-256 || !strings.HasSuffix(text, line) || !strings.Contains(text, " more lines\n") {
		t.Errorf("%d bytes, which end in %q", len(text), text[len(text)-200:])
	}
}

// TestChannel_Render_long cuts at sections.
func TestChannel_Render_long(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["long"]
	for range 5 {
		d.Sections = append(d.Sections, d.Sections...)
	}
	m := message(d)
	if len(m.Text) > 262_144-256 || len(m.Text) < 240_000 || !strings.HasSuffix(m.Text, "bot-usage@2026-01-02T12:30:00Z\n") || !strings.Contains(m.Text, " more lines\n") {
		t.Errorf("%d bytes, which end in %q", len(m.Text), m.Text[len(m.Text)-200:])
	}
}

func TestChannel_Form(t *testing.T) {
	t.Parallel()
	if got := (sns.Channel{}).Form(report.Destination{Name: "here"}); got != "" {
		t.Errorf("form %q: there is one only", got)
	}
}

func TestChannel_Notice(t *testing.T) {
	t.Parallel()
	m := sns.Channel{}.Notice(render.Notice{Subject: "Übersicht: 1 failed", Text: "Übersicht: 1 failed\n"})
	if m.Subject != "Uebersicht: 1 failed" || m.Text != "Übersicht: 1 failed\n" {
		t.Errorf("%q, %q", m.Subject, m.Text)
	}
	if long := (sns.Channel{}).Notice(render.Notice{Subject: strings.Repeat("x", 100), Text: strings.Repeat("x\n", 200_000)}); len(long.Subject) != 99 || len(long.Text) > 262_144 {
		t.Errorf("%d and %d bytes", len(long.Subject), len(long.Text))
	}
}

func TestChannel_MarkDuplicate(t *testing.T) {
	t.Parallel()
	m := sns.Channel{}.MarkDuplicate(fanlight.Message{Subject: "s", Text: "a"}, "Possibly a duplicate.")
	if m.Text != "Possibly a duplicate.\n\na" || m.Subject != "s" {
		t.Errorf("%+v", m)
	}
}
