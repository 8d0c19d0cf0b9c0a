package teams_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/teams"
	"github.com/fanlight/fanlight/pkg/deliver/teams/teamstest"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

func message(d *fanlight.Document) fanlight.Message { return teams.Channel{}.Render(d, workflow) }

func TestChannel_Render(t *testing.T) {
	t.Parallel()
	rendertest.CheckTables(t, func(d *fanlight.Document) string { return message(d).Text })
	rendertest.Golden(t, "json", func(d *fanlight.Document) string {
		var b bytes.Buffer
		if err := json.Indent(&b, []byte(message(d).Text), "", "  "); err != nil {
			t.Error(err)
		}
		return b.String() + "\n"
	})
}

func TestChannel_Render_accepted(t *testing.T) {
	t.Parallel()
	for name, d := range rendertest.Documents() {
		checkShown(t, name, message(d))
	}
}

// checkShown holds that a workflow posts a message, its marked form too, and that no
// text of it is read as Markdown.
func checkShown(t *testing.T, name string, m fanlight.Message) {
	t.Helper()
	server := teamstest.New()
	env := reaching(t, server, known())
	for _, m := range []fanlight.Message{m, teams.Channel{}.MarkDuplicate(m, "Possibly a duplicate: the answer to an earlier delivery never came.")} {
		if _, err := (teams.Channel{}).Send(t.Context(), env, workflow, m); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	if len(server.Cards()) != 2 {
		t.Fatalf("%s: %v", name, server.Failed())
	}
	for _, card := range server.Cards() {
		if strings.Contains(card, `"TextBlock"`) {
			t.Fatalf("%s has a text that is read as Markdown", name)
		}
		rendertest.CheckHarmless(t, card)
	}
}

// TestChannel_Render_many leaves out sections that do not fit.
func TestChannel_Render_many(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["long"]
	for range 5 {
		d.Sections = append(d.Sections, d.Sections...)
	}
	m := message(d)
	if checkShown(t, "many", m); len(m.Text) > 24_000 || !strings.Contains(m.Text, " more sections") || !strings.Contains(m.Text, "bot-usage@2026") {
		t.Errorf("%d bytes: %.300s", len(m.Text), m.Text)
	}
}

func TestChannel_Form(t *testing.T) {
	t.Parallel()
	if got := (teams.Channel{}).Form(report.Destination{Name: "here"}); got != "" {
		t.Errorf("form %q: there is one only", got)
	}
}

func TestChannel_Notice(t *testing.T) {
	t.Parallel()
	m := teams.Channel{}.Notice(render.Notice{Subject: "Bot: 1 failed", Text: "Bot: 1 failed\n\n- a [b](c)\n"})
	if checkShown(t, "notice", m); !strings.Contains(m.Text, `"body":[{"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"Bot: 1 failed","weight":"Bolder","size":"Medium"}]},{"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"- a [b](c)"}]}]`) {
		t.Errorf("text %s", m.Text)
	}
	long := teams.Channel{}.Notice(render.Notice{Subject: "Bot", Text: "Bot\n" + strings.Repeat(strings.Repeat("x", 900)+"\n", 100)})
	if checkShown(t, "long", long); !strings.Contains(long.Text, "… 75 more lines") {
		t.Errorf("text %.300s", long.Text)
	}
}

func TestChannel_MarkDuplicate(t *testing.T) {
	t.Parallel()
	stored := message(rendertest.Documents()["classic"])
	marked := teams.Channel{}.MarkDuplicate(stored, "Possibly a duplicate.")
	if !strings.Contains(marked.Text, `"body":[{"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"Possibly a duplicate."`) || marked.Text == stored.Text {
		t.Errorf("text %.400s", marked.Text)
	}
	for _, text := range []string{"a table", "{}"} {
		if m := (teams.Channel{}).MarkDuplicate(fanlight.Message{Text: text}, "a"); m.Text != text {
			t.Errorf("a text of another form became %q", m.Text)
		}
	}
}
