package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const examples = "../../examples"

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
	if bad, err := run(t.Context(), out, examples, "no-such-program", "", []string{"test-classic"}); err != nil || bad != 0 {
		t.Fatalf("%d bad forms, %v", bad, err)
	}
	index, err := os.ReadFile(filepath.Join(out, "index.html"))
	if err != nil || !strings.Contains(string(index), `src="test-classic.html"`) {
		t.Errorf("the index lacks the page (%v)", err)
	}
}
