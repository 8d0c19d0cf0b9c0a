package preview_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/cmd/fanlight/preview"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

// everywhere are destinations of all kinds.
func everywhere() (all []report.Destination) {
	for _, kind := range report.Kinds() {
		all = append(all, report.Destination{Name: string(kind), Kind: kind})
	}
	return append(all, report.Destination{Name: "data", Kind: report.KindFile, File: &report.File{Path: "a.json"}})
}

// FuzzViews holds that nothing of a report becomes markup of a drawing, whatever its logs
// and its file hold.
func FuzzViews(f *testing.F) {
	rendertest.Seeds(f)
	f.Fuzz(func(t *testing.T, s string, times uint8) {
		for _, v := range preview.Views(rendertest.Attack(s, times%5), everywhere()) {
			if v.Name == "page" || v.Name == "mail" { // not drawn here; their packages have tests
				continue
			}
			check(t, v.Content)
		}
	})
}

// FuzzDrawings holds that nothing of a message becomes markup, whatever it is.
func FuzzDrawings(f *testing.F) {
	for _, s := range []string{
		`{"blocks":[{"type":"section","text":{"type":"mrkdwn","text":"*a* <https://b|c> _d_ ` + "`e`" + `"}}]}`,
		`{"attachments":[{"content":{"body":[{"type":"TextBlock","text":"[a](https://b) **c**"}]}}]}`,
		`{"embeds":[{"title":"**a**","description":"||b|| [c](https://d) \\*","color":1e9}]}`,
		`{"blocks":[{"type":"data_visualization","chart":{"type":"bar","series":[{"data":[{"label":"a","value":1e308},{"label":"b","value":-1e308}]}]}}]}`,
		`<b>a</b><a href="https://b">c</a><pre>`, "**a", "[a](https://b\"onclick=x)", "<https://a\"b|c>", strings.Repeat("*a ", 100),
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, page := range []string{
			preview.Slack([]string{s}), preview.Teams(s), preview.Discord([]string{s}), preview.Telegram([]string{s}), preview.JSON(s), preview.Text(s),
			preview.Objects([]string{s}), preview.Slack([]string{quoted(s)}), preview.Discord([]string{described(s)}),
		} {
			check(t, page)
		}
	})
}
