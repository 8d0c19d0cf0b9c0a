package text_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"github.com/fanlight/fanlight/pkg/text"
)

func FuzzClean(f *testing.F) {
	for in := range hostile {
		f.Add(in, uint8(7))
	}
	for _, s := range untouched {
		f.Add(s, uint8(3))
	}
	f.Fuzz(func(t *testing.T, s string, n uint8) {
		line := text.Clean(s)
		checkSafe(t, line)
		checkSafe(t, strings.NewReplacer("\n", "", "\t", "").Replace(text.CleanLines(s)))
		if again := text.Clean(line); again != line {
			t.Errorf("Clean(%q) = %q, and of that %q", s, line, again)
		}
		checkLengths(t, line, int(n))
		checkLengths(t, s, int(n))
		checkEscapes(t, s)
	})
}

// checkSafe looks for what a terminal would obey and a reader would not see.
func checkSafe(t *testing.T, s string) {
	t.Helper()
	if !utf8.ValidString(s) {
		t.Fatalf("not UTF-8: %q", s)
	}
	for _, r := range s {
		if unicode.IsControl(r) || unicode.In(r, unicode.Bidi_Control, unicode.Zl, unicode.Zp) || r == '\u200B' || r >= 0xE0000 && r < 0xE1000 {
			t.Fatalf("%U in %q", r, s)
		}
	}
}

func checkLengths(t *testing.T, s string, n int) {
	t.Helper()
	if cut := text.Cut(s, n); text.Width(cut) > n {
		t.Errorf("Cut(%q, %d) = %q has %d columns", s, n, cut, text.Width(cut))
	}
	if cut := text.Limit(s, n); utf8.RuneCountInString(cut) > n {
		t.Errorf("Limit(%q, %d) = %q has %d characters", s, n, cut, utf8.RuneCountInString(cut))
	}
	lines := text.Fold(s, max(n, 4))
	for _, line := range lines {
		if text.Width(line) > max(n, 4) && uniseg.GraphemeClusterCount(line) > 1 { // one cluster alone may be wider
			t.Errorf("Fold(%q, %d) has a line of %d columns", s, n, text.Width(line))
		}
	}
	if joined := strings.Join(lines, ""); joined != s {
		t.Errorf("Fold(%q, %d) loses something: %q", s, n, joined)
	}
}

func checkEscapes(t *testing.T, s string) {
	t.Helper()
	encoded, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	escaped := text.EscapeJSON(string(encoded))
	checkSafe(t, escaped)
	var want, got string
	if json.Unmarshal(encoded, &want) != nil || json.Unmarshal([]byte(escaped), &got) != nil || got != want {
		t.Errorf("EscapeJSON(%s) = %s", encoded, escaped)
	}
}
