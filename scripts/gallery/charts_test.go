package main

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

func TestWriteCharts(t *testing.T) {
	t.Chdir("../..")
	out := t.TempDir()
	if _, err := writeCharts(out); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(filepath.Join(out, "charts.html"))
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for _, id := range regexp.MustCompile(` id="([^"]+)"`).FindAllStringSubmatch(string(content), -1) {
		if ids[id[1]] {
			t.Errorf("ID %s is twice there", id[1])
		}
		ids[id[1]] = true
	}
	if len(ids) < 60 {
		t.Errorf("%d titles and descriptions, want two of each of 30 charts", len(ids))
	}
}
