package main

import (
	"strings"
	"testing"
)

func TestFigures_String(t *testing.T) {
	t.Parallel()
	f := figures{overflow: 7, at: []string{"320 px: 7 px too wide"}, checked: true, violations: []string{"color-contrast p"}}
	want := "bot        overflow 7 px, requests 0, messages 0, violations 1\n  320 px: 7 px too wide\n  color-contrast p"
	if got := f.String("bot"); got != want || f.good() {
		t.Errorf("figures %q, good %v", got, f.good())
	}
	if !(figures{}).good() || !strings.Contains(figures{}.String("bot"), "violations not checked") {
		t.Error("a page without faults is not good, or was checked by nobody")
	}
}

// TestBrowser_look runs only where a Chromium can be found. Its page is too wide, and has
// a style that its policy forbids.
func TestBrowser_look(t *testing.T) {
	t.Parallel()
	program := find("")
	if program == "" {
		t.Skip("SKIPPED: no Chromium")
	}
	out := t.TempDir()
	writePage(t, out, `<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'"><p style="color:red">x</p><table><tr><td>`+strings.Repeat("w", 400))
	b, err := start(program)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.close)
	p := page{name: "wide", files: []string{"wide.html"}}
	if err := b.look(out, &p, ""); err != nil {
		t.Fatal(err)
	}
	if p.figures.overflow < 1000 || len(p.figures.messages) == 0 || p.figures.requests != 0 || len(p.pictures) != 6 {
		t.Errorf("figures %s\n%d pictures", p.figures.String("wide"), len(p.pictures))
	}
}
