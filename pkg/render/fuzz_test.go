package render_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/text"
)

func FuzzText(f *testing.F) {
	rendertest.Seeds(f)
	f.Fuzz(func(t *testing.T, s string, times uint8) {
		d := rendertest.Attack(s, times)
		notice := render.OwnerNotice(d, []render.Undelivered{{Destination: s, Error: s}})
		for _, shown := range []string{render.Text(d, render.TextOptions{}), notice.Text} {
			rendertest.CheckHarmless(t, strings.ReplaceAll(shown, "\n", ""))
		}
		rendertest.CheckHarmless(t, notice.Subject)
	})
}

func FuzzHTML(f *testing.F) {
	rendertest.Seeds(f)
	f.Fuzz(func(t *testing.T, s string, times uint8) {
		_, body, _ := strings.Cut(render.HTML(rendertest.Attack(s, times)), "</style>")
		rendertest.CheckMarkup(t, preformatted.ReplaceAllStringFunc(body, spaces))
	})
}

// preformatted has the texts of queries, as they were written: with tabs.
var preformatted = regexp.MustCompile(`(?s)<pre>.*?</pre>`)

func spaces(tabs string) string { return strings.ReplaceAll(tabs, "\t", " ") }

func FuzzTable(f *testing.F) {
	for _, s := range []string{"", "plain", rendertest.Evil, message, "漢字👍🏽", "⸻", strings.Repeat("e\u0301", 300), "a\u200Db"} {
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
	rendertest.CheckHarmless(t, strings.ReplaceAll(shown, "\n", ""))
	for line := range strings.Lines(shown) {
		if w := text.Width(strings.TrimSuffix(line, "\n")); o.Width > 0 && w > o.Width {
			t.Errorf("line of %d columns on a terminal of %d: %q", w, o.Width, line)
		}
	}
}
