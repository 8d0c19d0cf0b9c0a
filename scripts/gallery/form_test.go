package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestWrite(t *testing.T) {
	t.Parallel()
	out := filepath.Join(t.TempDir(), "gallery")
	pages, err := write(out, []string{"checkout", "classic"})
	if err != nil {
		t.Fatal(err)
	}
	if len(pages) != 2 || pages[0].name != "checkout" || !slices.Contains(pages[1].files, "classic.40.txt") {
		t.Errorf("pages %+v", pages)
	}
	for _, name := range pages[0].files {
		content, err := os.ReadFile(filepath.Join(out, name))
		if err != nil || !strings.Contains(string(content), "checkout service") {
			t.Errorf("%s lacks the report (%v)", name, err)
		}
	}
	if page, _ := os.ReadFile(filepath.Join(out, "checkout.html")); !strings.Contains(string(page), "console.aws.amazon.com") {
		t.Error("the page has no links to queries")
	}
}
