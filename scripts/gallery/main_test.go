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

func TestFind(t *testing.T) {
	t.Parallel()
	if got := find("no-such-program"); got != "" {
		t.Errorf("found %q", got)
	}
	if got := find("go"); got != "go" {
		t.Errorf("found %q, want go", got)
	}
}

func TestRun_without_Chromium(t *testing.T) {
	t.Parallel()
	out := t.TempDir()
	if bad, err := run(out, "no-such-program", "", []string{"classic"}); err != nil || bad != 0 {
		t.Fatalf("%d bad pages, %v", bad, err)
	}
	index, err := os.ReadFile(filepath.Join(out, "index.html"))
	if err != nil || !strings.Contains(string(index), `<a href="classic.html">`) {
		t.Errorf("the index lacks the page (%v)", err)
	}
}
