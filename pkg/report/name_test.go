package report

import (
	"strings"
	"testing"
)

func TestValidName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"a": true, "bot-usage": true, "b2-": true, "a" + strings.Repeat("b", 39): true,
		"": false, "Bot": false, "2b": false, "-a": false, "a_b": false, "a b": false, "a\n": false, "a" + strings.Repeat("b", 40): false,
	} {
		if got := ValidName(name); got != want {
			t.Errorf("%q is valid: %v, want %v", name, got, want)
		}
	}
}

func TestNamePattern(t *testing.T) {
	t.Parallel()
	if got := NamePattern(); got != "^[a-z][a-z0-9-]{0,39}$" {
		t.Error(got)
	}
}
