package main

import (
	"strings"
	"testing"
)

func TestFigures_String(t *testing.T) {
	t.Parallel()
	f := figures{overflow: 7, at: []string{"320 px: 7 px too wide"}, checked: true, contrast: 4.61, violations: []string{"color-contrast p"}}
	want := "bot                            overflow 7 px, requests 0, messages 0, violations 1, contrast at least 4.61\n  320 px: 7 px too wide\n  color-contrast p"
	if got := f.String("bot"); got != want || f.good() {
		t.Errorf("figures %q, good %v", got, f.good())
	}
	if !(figures{}).good() || strings.Contains(figures{}.String("bot"), "violations") {
		t.Error("a form without faults is not good, or was checked by nobody")
	}
}
