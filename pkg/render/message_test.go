package render_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
)

func file(path string) report.Destination {
	return report.Destination{Name: "file", Kind: report.KindFile, File: &report.File{Path: path}}
}

func TestMessageTakesTheFormOfItsDestination(t *testing.T) {
	t.Parallel()
	d := classic()
	text := render.Text(d, render.TextOptions{})
	encoded, err := render.JSON(d)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		dest report.Destination
		want fanlight.Message
	}{
		{report.Destination{Name: "stdout", Kind: report.KindStdout}, fanlight.Message{Text: text}},
		{file("out/report.txt"), fanlight.Message{Text: text}},
		{file("report.HTML"), fanlight.Message{Text: render.HTML(d)}},
		{file("report.json"), fanlight.Message{Text: string(encoded)}},
		{report.Destination{Name: "tg", Kind: report.KindTelegram}, fanlight.Message{Parts: render.Telegram(d)}},
		{report.Destination{Name: "mail", Kind: report.KindEmail}, fanlight.Message{Subject: render.Subject(d), Text: text, HTML: render.EmailHTML(d)}},
	}
	for _, tt := range tests {
		tt.want.Destination, tt.want.Kind = tt.dest.Name, tt.dest.Kind
		tt.want.Report, tt.want.Run = d.Report, d.Run
		if diff := cmp.Diff(tt.want, render.Message(d, tt.dest)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.dest.Name, diff)
		}
	}
}

func TestMarkDuplicate(t *testing.T) {
	t.Parallel()
	const mark = "Possibly a duplicate: the answer to an earlier delivery never came."
	for _, dest := range []report.Destination{{Kind: report.KindStdout}, {Kind: report.KindTelegram}, {Kind: report.KindEmail}} {
		m := render.Message(classic(), dest)
		marked := render.MarkDuplicate(m)
		for _, form := range [][2]string{{m.Text, marked.Text}, {m.HTML, marked.HTML}, {strings.Join(m.Parts, ""), strings.Join(marked.Parts, "")}} {
			if form[0] != "" && (strings.Contains(form[0], mark) || !strings.Contains(form[1], mark)) {
				t.Errorf("%s: stored message marked, or sent one not: %.200q", dest.Kind, form[1])
			}
		}
	}
	m := render.Message(classic(), file("a.json"))
	marked := render.MarkDuplicate(m)
	if !marked.Duplicate || m.Duplicate {
		t.Errorf("Duplicate is %v in the marked message and %v in the stored one", marked.Duplicate, m.Duplicate)
	}
	marked.Duplicate = false
	if diff := cmp.Diff(m, marked); diff != "" {
		t.Errorf("a file replaces its older self and needs no mark (-want +got):\n%s", diff)
	}
}

func TestMarkDuplicateStandsInTheBodyOfAMail(t *testing.T) {
	t.Parallel()
	m := render.MarkDuplicate(render.Message(hostileDocument(), report.Destination{Kind: report.KindEmail}))
	_, body, _ := strings.Cut(m.HTML, "<body")
	if !strings.Contains(body[:300], "Possibly a duplicate") {
		t.Errorf("mail begins with %q", body[:300])
	}
	if !strings.HasPrefix(m.Subject, "[possibly a duplicate] ") {
		t.Errorf("subject is %q", m.Subject)
	}
}

func TestOwner(t *testing.T) {
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

func TestJSONKeepsEveryValue(t *testing.T) {
	t.Parallel()
	for name, d := range documents {
		encoded, err := render.JSON(d)
		if err != nil {
			t.Fatal(err)
		}
		var back, want fanlight.Document
		plain, _ := json.Marshal(d)
		if err := json.Unmarshal(encoded, &back); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := json.Unmarshal(plain, &want); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, back, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if strings.Contains(string(encoded), ": null") {
			t.Errorf("%s: a list is null", name)
		}
	}
}

func TestColourIsTheOnlyDifference(t *testing.T) {
	t.Parallel()
	for name, d := range documents {
		coloured := render.Text(d, render.TextOptions{Color: true})
		for _, code := range []string{"0", "1", "2", "31"} {
			coloured = strings.ReplaceAll(coloured, "\x1b["+code+"m", "")
		}
		if diff := cmp.Diff(render.Text(d, render.TextOptions{}), coloured); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
