package preview_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/cmd/fanlight/preview"
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

func contains(t *testing.T, page, want string) {
	t.Helper()
	if check(t, page); !strings.Contains(page, want) {
		t.Errorf("no %q in %.2000s", want, page)
	}
}
