package main

import (
	"regexp"
	"testing"
)

func TestDrawCharts(t *testing.T) {
	t.Chdir("../..")
	p, err := drawCharts()
	if err != nil {
		t.Fatal(err)
	}
	content := p.forms[0].content
	ids := map[string]bool{}
	for _, id := range regexp.MustCompile(` id="([^"]+)"`).FindAllStringSubmatch(content, -1) {
		if ids[id[1]] {
			t.Errorf("ID %s is twice there", id[1])
		}
		ids[id[1]] = true
	}
	if len(ids) < 60 {
		t.Errorf("%d titles and descriptions, want two of each of 30 charts", len(ids))
	}
}
