package rendertest_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

// recorder notes whether a check has failed the test.
type recorder struct {
	testing.TB
	failed bool
}

func (r *recorder) Helper()               {}
func (r *recorder) Errorf(string, ...any) { r.failed = true }
func (r *recorder) Fatalf(string, ...any) { r.failed = true; runtime.Goexit() }

// fails reports whether a check fails its test.
func fails(t *testing.T, check func(testing.TB)) bool {
	t.Helper()
	r, done := &recorder{TB: t}, make(chan struct{})
	go func() {
		defer close(done)
		check(r)
	}()
	<-done
	return r.failed
}

func TestGolden(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.MkdirAll(filepath.Join("testdata", "golden"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, d := range rendertest.Documents() {
		if err := os.WriteFile(filepath.Join("testdata", "golden", name+".title"), []byte(d.Title), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	seen := make(chan string, 100)
	t.Run("all but one", func(t *testing.T) {
		rendertest.Golden(t, "title", func(d *fanlight.Document) string {
			seen <- d.Title
			return d.Title
		}, "long")
	})
	if want := len(rendertest.Documents()) - 1; len(seen) != want {
		t.Errorf("%d documents were compared, want %d", len(seen), want)
	}
}

func TestCheckTables(t *testing.T) {
	t.Parallel()
	text := func(d *fanlight.Document) string { return render.Text(d, render.TextOptions{}) }
	for name, test := range map[string]struct {
		form func(*fanlight.Document) string
		want bool
	}{
		"text":       {text, false},
		"no zone":    {func(d *fanlight.Document) string { return strings.ReplaceAll(text(d), ", JST", "") }, true},
		"no cutting": {func(d *fanlight.Document) string { return strings.ReplaceAll(text(d), "…", "") }, true},
		"no note":    {func(d *fanlight.Document) string { return strings.ReplaceAll(text(d), "may have more", "has") }, true},
	} {
		if got := fails(t, func(r testing.TB) { rendertest.CheckTables(r, test.form) }); got != test.want {
			t.Errorf("%s: the check fails: %v, want %v", name, got, test.want)
		}
	}
}

func TestCheckHarmless(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]bool{"plain é 漢字": false, "\x1b[31m": true, "\u202E": true, "\u2028": true, "\xff": true, "a\n": true} {
		if got := fails(t, func(r testing.TB) { rendertest.CheckHarmless(r, line) }); got != want {
			t.Errorf("%q: the check fails: %v, want %v", line, got, want)
		}
	}
}

func TestCheckMarkup(t *testing.T) {
	t.Parallel()
	for page, want := range map[string]bool{
		"<html><body>\n<p class=\"n\">1 &lt; 2 &amp; 3</p></body></html>":                                                             false,
		"<a href=\"https://example.com\" title=\"x onclick=y href=z\"><b>1</b></a><a href=\"#s1\">2</a><svg><path d=\"M0 1\"/></svg>": false,
		"<a href=\"tg://x\">": true, "<a href=\"javascript:alert(1)\">": true, "<a href=\"http://example.com\">": true, "<svg onload=\"x\"/>": true,
		"<p title=\"a\"b\">": true, "<p title='x'>": true, "<img src=\"x\">": true, "<p onclick>": true, "<style>": true,
		"<script>": true, "<p onclick=\"x\">": true, "<p>1 < 2</p>": true, "a & b": true, "<p>\x1b</p>": true,
	} {
		if got := fails(t, func(r testing.TB) { rendertest.CheckMarkup(r, page) }); got != want {
			t.Errorf("%q: the check fails: %v, want %v", page, got, want)
		}
	}
}
