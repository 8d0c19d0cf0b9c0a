package preview_test

import (
	"fmt"
	"html"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/cmd/fanlight/preview"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestText(t *testing.T) {
	t.Parallel()
	contains(t, preview.Text("a  <b>\n\x1b[2J"), "a  &lt;b&gt;\n␛[2J")
}

func TestJSON(t *testing.T) {
	t.Parallel()
	contains(t, preview.JSON(`{"a":1}`), "{\n  &#34;a&#34;: 1\n}")
	contains(t, preview.JSON(`none`), "none")
	contains(t, preview.JSON(`"`+strings.Repeat("é", 300_000)+`"`), "… 200003 more bytes")
}

func TestObjects(t *testing.T) {
	t.Parallel()
	page := preview.Objects([]string{"calls.csv\na,<b>", `report.json` + "\n" + `{"a":1}`})
	contains(t, page, "<summary>calls.csv, 5 bytes</summary>")
	contains(t, page, "a,&lt;b&gt;")
	contains(t, page, "\n  &#34;a&#34;: 1\n")
}

// TestObjects_editions shows the page of all editions, not the entry that is added to it.
func TestObjects_editions(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["classic"]
	to := report.Destination{Name: "s3", Kind: report.KindS3, S3: &report.S3{Bucket: "b"}}
	views := preview.Views(d, []report.Destination{to})
	objects, page := views[1], views[2]
	if page.Name != "s3-editions" || len(page.For) != 1 || !strings.HasPrefix(page.Content, "<!doctype html>") || !strings.Contains(page.Content, ": all editions</title>") {
		t.Fatalf("view %s for %v: %.300s", page.Name, page.For, page.Content)
	}
	contains(t, objects.Content, fmt.Sprintf("<summary>index.html, %d bytes, in an archive without other editions", len(page.Content)+dataOf(t, objects.Content)))
	contains(t, objects.Content, "&lt;!doctype html&gt;")
	contains(t, preview.Objects([]string{"index.html\n{}"}), "<summary>index.html, 2 bytes</summary>")
}

// dataOf returns the length of the list in the page of all editions that a drawing shows.
func dataOf(t *testing.T, drawing string) int {
	t.Helper()
	_, rest, _ := strings.Cut(html.UnescapeString(drawing), `<script type="application/json" id="editions">`)
	list, _, found := strings.Cut(rest, "</script>")
	if !found {
		t.Fatalf("no list in %.500s", drawing)
	}
	return len(`<script type="application/json" id="editions">`) + len(list) + len("</script>")
}

func contains(t *testing.T, page, want string) {
	t.Helper()
	if check(t, page); !strings.Contains(page, want) {
		t.Errorf("no %q in %.2000s", want, page)
	}
}
