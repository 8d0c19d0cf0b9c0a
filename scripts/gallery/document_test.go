package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/scripts/editions"
)

func TestWrite(t *testing.T) {
	t.Parallel()
	out := filepath.Join(t.TempDir(), "gallery")
	pages, err := write(t.Context(), out, examples, []string{"bot-usage", "test-checkout"})
	if err != nil {
		t.Fatal(err)
	}
	for i, title := range []string{"Telegram bot usage", "API health, checkout service"} {
		for _, f := range pages[i].forms {
			content, err := os.ReadFile(filepath.Join(out, f.file))
			if err != nil || !strings.Contains(string(content), title) {
				t.Errorf("%s lacks the report (%v)", f.file, err)
			}
		}
	}
	if page, _ := os.ReadFile(filepath.Join(out, "bot-usage.html")); !strings.Contains(string(page), "console.aws.amazon.com") {
		t.Error("the page has no links to queries")
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	all := names(nil)
	if !slices.Equal(all[:len(editions.Names)], editions.Names) || !slices.Contains(all, "test-hostile") {
		t.Errorf("documents %v: want the examples, then those of the tests", all)
	}
}

func TestDocument_unknown(t *testing.T) {
	t.Parallel()
	if _, err := document(t.Context(), examples, "classic"); err == nil || !strings.Contains(err.Error(), "test-classic") {
		t.Errorf("error %v, want the names that there are", err)
	}
}
