package render_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/text"
)

// attack puts a text into every place of a document that someone else fills.
func attack(s string, times uint8) *fanlight.Document {
	q := fanlight.QueryResult{ID: "t", State: fanlight.OK, Columns: []string{s, "n"}}
	for range times {
		q.Rows = append(q.Rows, fanlight.Row{{Name: s, Value: s}, {Name: "n", Value: "1" + s}})
	}
	d := document(s, q, broken("fails", fanlight.Failed, s), calls("n", s, 1), calls("seven", "7", 1))
	d.Timezone = s
	d.Sections = []report.Section{table(s, "t"), number(s, "fails"), number(s, "n"), number("n", s)}
	for range times {
		d.Sections = append(d.Sections, number(s, "seven"))
	}
	return d
}

func seeds(f *testing.F) {
	for _, s := range []string{"", "plain", evil, "<", "&lt;", "<b>", "</pre>", "\x1b[2J", "\u202E", "漢字👍🏽", strings.Repeat("e\u0301", 300), strings.Repeat("𝔛", 3000), "<body>", "-1e5", "\xf0\x28"} {
		f.Add(s, uint8(3))
		f.Add(s, uint8(60))
	}
}

func FuzzText(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, s string, times uint8) {
		d := attack(s, times)
		for _, shown := range []string{render.Text(d, render.TextOptions{}), render.OwnerText(d, []render.Undelivered{{Destination: s, Error: s}})} {
			checkHarmless(t, strings.ReplaceAll(shown, "\n", ""))
		}
		checkHarmless(t, render.Subject(d))
	})
}

func FuzzHTML(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, s string, times uint8) {
		d := attack(s, times)
		mail := render.EmailHTML(d)
		if len(mail) > render.EmailLimit {
			t.Fatalf("mail has %d bytes", len(mail))
		}
		checkMarkup(t, mail)
		checkMarkup(t, render.MarkDuplicate(fanlight.Message{Kind: report.KindEmail, HTML: mail}).HTML)
		_, body, _ := strings.Cut(render.HTML(d), "</style>")
		checkMarkup(t, body)
	})
}

func FuzzTelegram(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, s string, times uint8) {
		d := attack(s, times)
		dest := report.Destination{Kind: report.KindTelegram}
		checkTelegram(t, render.MarkDuplicate(render.Message(d, dest)).Parts)
		checkTelegram(t, render.MarkDuplicate(render.OwnerMessage(d, []render.Undelivered{{Destination: s, Error: s}}, dest)).Parts)
	})
}

func FuzzTable(f *testing.F) {
	for _, s := range []string{"", "plain", evil, message, "漢字👍🏽", "⸻", strings.Repeat("e\u0301", 300), "a\u200Db"} {
		f.Add(s, uint8(80))
		f.Add(s, uint8(30))
	}
	f.Fuzz(func(t *testing.T, s string, width uint8) {
		table := render.NewTable([]string{"id", "value", "n"}, [][]string{{"a", s, "7"}, {"b", "plain", "12"}})
		table.Rows[0].Error = s
		checkTable(t, table, render.TableOptions{Width: max(30, int(width)), Drop: []string{"n"}})
		checkTable(t, table, render.TableOptions{})
	})
}

// checkTable looks for lines that are longer than the terminal.
func checkTable(t *testing.T, table render.Table, o render.TableOptions) {
	t.Helper()
	shown, _ := table.Format(o)
	checkHarmless(t, strings.ReplaceAll(shown, "\n", ""))
	for line := range strings.Lines(shown) {
		if w := text.Width(strings.TrimSuffix(line, "\n")); o.Width > 0 && w > o.Width {
			t.Errorf("line of %d columns on a terminal of %d: %q", w, o.Width, line)
		}
	}
}
