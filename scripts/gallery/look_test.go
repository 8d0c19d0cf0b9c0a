package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func writePage(t *testing.T, out, content string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(out, "wide.html"), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func chromium(t *testing.T) *browser {
	t.Helper()
	program := find("")
	if program == "" {
		t.Skip("SKIPPED: no Chromium")
	}
	b, err := start(program)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.close)
	return b
}

// TestBrowser_look runs only where a Chromium can be found. Its page is too wide, and has
// a style that its policy forbids. A picture that it holds is not a request.
func TestBrowser_look(t *testing.T) {
	t.Parallel()
	b, out := chromium(t), t.TempDir()
	writePage(t, out, `<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:"><p style="color:red">x</p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><table><tr><td>`+strings.Repeat("w", 400))
	f := form{file: "wide.html", windows: ofPage, measured: true}
	if err := b.look(out, &f, ""); err != nil {
		t.Fatal(err)
	}
	if f.figures.overflow < 1000 || len(f.figures.messages) == 0 || f.figures.requests != 0 || len(f.pictures) != 4 {
		t.Errorf("figures %s\n%d pictures", f.figures.String("wide"), len(f.pictures))
	}
}

// A table that is wider than its panel is too wide, although the window has room for it.
func TestBrowser_look_panel(t *testing.T) {
	t.Parallel()
	b, out := chromium(t), t.TempDir()
	writePage(t, out, `<!doctype html><div style="width:100px"><table class="x"><tr><td style="min-width:130px">x</table></div>`)
	f := form{file: "wide.html", windows: []window{{390, "light"}}}
	if err := b.look(out, &f, ""); err != nil {
		t.Fatal(err)
	}
	if f.figures.overflow < 30 || f.figures.overflow > 50 || !strings.Contains(strings.Join(f.figures.at, ""), "table.x") {
		t.Errorf("figures %s", f.figures.String("wide"))
	}
}

func TestRulesOf(t *testing.T) {
	t.Parallel()
	if mail, page := rulesOf(&form{isMail: true}), rulesOf(&form{}); strings.Contains(mail, "best") || !strings.Contains(page, "best") || !strings.HasPrefix(page, mail) {
		t.Errorf("rules of a mail %s, of a page %s", mail, page)
	}
}
