package render_test

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

// bare returns a page without its style sheet, which golden files need not repeat.
func bare(d *fanlight.Document) string {
	page := styleHash.ReplaceAllString(render.HTML(d), "sha256-…")
	before, rest, _ := strings.Cut(page, "<style>")
	_, after, _ := strings.Cut(rest, "</style>")
	return before + "<style></style>" + after
}

var styleHash = regexp.MustCompile(`sha256-[A-Za-z0-9+/=]+`)

func TestHTML(t *testing.T) {
	t.Parallel()
	rendertest.CheckTables(t, render.HTML)
	rendertest.Golden(t, "html", bare, "long") // which has hundreds of kilobytes
}

// TestHTML_allows_its_own_styles_only compares the policy with the style sheet.
func TestHTML_allows_its_own_styles_only(t *testing.T) {
	t.Parallel()
	page := render.HTML(rendertest.Documents()["checkout"])
	_, rest, _ := strings.Cut(page, "<style>")
	styles, body, _ := strings.Cut(rest, "</style>")
	sum := sha256.Sum256([]byte(styles))
	want := "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'\">"
	if !strings.Contains(page, want) {
		t.Errorf("the policy is not %s", want)
	}
	if strings.Contains(body, " style=") || strings.Contains(body, "<style") || strings.Contains(styles, "url(") || strings.Contains(styles, "@import") {
		t.Error("the page has styles that its policy forbids, or loads some")
	}
}

// linked is the document of everything, as one whose queries have a console.
func linked() *fanlight.Document {
	d := rendertest.Documents()["checkout"]
	d.Region, d.Account = "eu-central-1", "123456789012"
	return d
}

func TestHTML_links_of_queries(t *testing.T) {
	t.Parallel()
	page := render.HTML(linked())
	for _, want := range []string{
		`<a class="screen" href="https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#logsV2:logs-insights$3F`,
		`>Logs Insights<span class="vh">: Errors by route</span></a>`, `<pre>stats routes</pre>`, `<span class="screen">Each number opens its query.</span>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s", want)
		}
	}
	without := render.HTML(rendertest.Documents()["checkout"])
	if strings.Contains(without, "https://") || !strings.Contains(without, "<dt>orders</dt><dd><pre>stats orders</pre></dd>") {
		t.Error("without a region the page has links, or no queries of its numbers")
	}
}

// large returns a document of tables.
func large(t testing.TB, queries, rows, columns int) *fanlight.Document {
	t.Helper()
	d := rendertest.Documents()["none"]
	for q := range queries {
		result := fanlight.QueryResult{ID: fmt.Sprintf("q%d", q), State: fanlight.OK, Text: "fields @message"}
		for r := range rows {
			var row fanlight.Row
			for c := range columns {
				row = append(row, fanlight.Field{Name: fmt.Sprintf("column%d", c), Value: fmt.Sprintf("value %d of %d", c, r)})
			}
			result.Rows = append(result.Rows, row)
		}
		d.Queries = append(d.Queries, result)
		d.Sections = append(d.Sections, report.Section{Title: "Rows", Query: result.ID, Show: report.ShowTable})
	}
	return d
}

func BenchmarkHTML(b *testing.B) {
	d := large(b, 20, 1000, 10)
	for b.Loop() {
		render.HTML(d)
	}
}
