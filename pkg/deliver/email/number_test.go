package email_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

// words returns the text of a page, each element's between bars. Blanks that hold words
// together are as any.
func words(page string) string {
	_, body, _ := strings.Cut(page, "<body")
	body = body[strings.Index(body, ">")+1:]
	body = regexp.MustCompile(`(<[^<>]*>|\n)+`).ReplaceAllString(body, "|")
	return strings.NewReplacer("\u00a0", " ", "&#34;", `"`, "&#39;", "'").Replace(body)
}

// expectWords fails the test unless a page has these words.
func expectWords(t *testing.T, page string, all ...string) {
	t.Helper()
	text := words(page)
	for _, want := range all {
		if !strings.Contains(text, want) {
			t.Errorf("the page has no %q: %s", want, text)
		}
	}
}

// TestChannel_Render_numbers shows each number with its unit, its mark and its change, or
// why there is none.
func TestChannel_Render_numbers(t *testing.T) {
	t.Parallel()
	page := checkout().HTML
	expectWords(t, page,
		"|Requests  |1,284,310|", "▲ 51,960 (+4.2%)|",
		"|Error rate (5xx)  | Alert over 1% |1.84| %|", "▲ 1.31 pts| worse|",
		"|Latency p95  | Warning over 800 ms |812| ms|", "▲ 224 ms (+38%)| worse|",
		"= unchanged|", "No comparison: Tue 24 Nov had no answer|")
	for _, style := range []string{`<div class="bad" style="`, `<span class="tb" style="`, `<span class="tw" style="`} {
		if !strings.Contains(page, style) {
			t.Errorf("the page has no %s", style)
		}
	}
}

// TestChannel_Render_missing_numbers keeps the place of a number, and is not taken for 0.
func TestChannel_Render_missing_numbers(t *testing.T) {
	t.Parallel()
	expectWords(t, mail(rendertest.Documents()["failures"]).HTML,
		"|Private requests  | Failed |no answer|MalformedQueryException", "|Stopped  | Cancelled |no answer|", "|Quiet  |no data|",
		"|Calls by field  |no value|the row has no value", `|Not a number  |no number|calls is "a dozen"`)
}

// TestChannel_Render_long_numbers cuts what no phone has room for.
func TestChannel_Render_long_numbers(t *testing.T) {
	t.Parallel()
	d := edition("Numbers")
	add(d, report.Section{Title: "Long", Show: report.ShowNumber, Value: "n"}, fanlight.QueryResult{Rows: []fanlight.Row{{{Name: "n", Value: strings.Repeat("9", 300)}}}})
	m := mail(d)
	checkMail(t, m)
	if regexp.MustCompile(`[0-9,]{41}`).MatchString(m.HTML) {
		t.Error("a number has more than 40 characters")
	}
}
