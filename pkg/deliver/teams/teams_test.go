package teams_test

import (
	"bytes"
	"encoding/json"
	"slices"
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

// TestChannel_Render_actions has the ways out of a report as buttons, also where it is marked
// as a duplicate, and keeps its bound with the longest addresses.
func TestChannel_Render_actions(t *testing.T) {
	t.Parallel()
	d := rendertest.Archived(rendertest.Documents()["checkout"], strings.Repeat("x", 1900))
	d.Region = "eu-central-1"
	for i := range d.Queries {
		d.Queries[i].Text = strings.Repeat("x", 2300)
	}
	m := message(d)
	checkShown(t, "long addresses", m)
	if len(m.Text) > 24_000 {
		t.Errorf("a card of %d bytes", len(m.Text))
	}
	for _, text := range []string{m.Text, teams.Channel{}.MarkDuplicate(m, "Twice?").Text} {
		if !strings.Contains(text, `"actions":[{"type":"Action.OpenUrl","title":"Open the full report","url":"https://reports.example.org/x`) ||
			!strings.Contains(text, `{"type":"Action.OpenUrl","title":"Error rate (5xx) in Logs Insights","url":"https://eu-central-1.console.aws.amazon.com/`) ||
			!strings.Contains(text, `{"type":"Action.OpenUrl","title":"All editions","url":"https://reports.example.org/index.html"}]`) {
			t.Errorf("actions of %.300s", text[strings.Index(text, `"actions"`):])
		}
	}
	if text := message(rendertest.Documents()["classic"]).Text; strings.Contains(text, "actions") {
		t.Error("a report without ways out has buttons")
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

// TestChannel_Render_order holds that a card says the same things in the same order as the
// other forms.
func TestChannel_Render_order(t *testing.T) {
	t.Parallel()
	card, at := message(rendertest.Documents()["checkout"]).Text, 0
	for _, words := range []string{
		"API health, checkout service", "compared with", `"Alert"`, "Error rate (5xx) 1.84%", `"Warning"`, `"Incomplete"`, "Since Tue", "Requests", "▲ 51,960 (+4.2%)",
		`"1.84%"`, "Alert over 1%", "worse", "▆▄▁▃▅▇▅▇█▂▁▆·█", `"Chart.Line"`, `{"x":"15:00","y":7755}`, "highest 7,755 at 15:00", "No data from 03:00 to 04:00",
		"Errors by route", "70.9%", "▲ ×15", "… 2 more rows", "23:58:41  checkout-orders", "… 4,469 more rows", "  failed", "does not exist", "Blocked by the firewall: empty", "12 of 13 queries ok", "checkout-health@",
	} {
		next := strings.Index(card[at:], words)
		if next < 0 {
			t.Fatalf("no %q after what comes before it", words)
		}
		at += next
	}
}

// TestChannel_Render_drops holds what a card loses first: rows, then the second chart; it
// keeps its first lines and its numbers.
func TestChannel_Render_drops(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["checkout"]
	numbers, others := d.Sections[:6], slices.DeleteFunc(slices.Clone(d.Sections[6:]), func(s report.Section) bool { return s.Show == report.ShowPatterns })
	for _, test := range []struct{ times, rows, charts int }{{2, 5, 2}, {3, 1, 1}, {5, 1, 0}, {40, 1, 0}} {
		d.Sections = slices.Clone(numbers)
		for range test.times {
			d.Sections = append(d.Sections, others...)
		}
		m := message(d)
		checkShown(t, "much", m)
		_, table, _ := strings.Cut(m.Text, "Errors by route")
		table, _, _ = strings.Cut(table, "more row")
		rows, charts := strings.Count(table, `"TableRow"`)-1, strings.Count(m.Text, `"Chart.Line"`)
		if rows != test.rows || charts != test.charts || !strings.Contains(m.Text, "Alert over 1%") || !strings.Contains(m.Text, "Held for fraud check") {
			t.Errorf("%d times: %d rows, %d charts; want %d and %d", test.times, rows, charts, test.rows, test.charts)
		}
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
