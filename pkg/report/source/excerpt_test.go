package source

import (
	"strings"
	"testing"
)

func TestExcerpt(t *testing.T) {
	t.Parallel()
	far := strings.Repeat("a", 100)
	for _, test := range []struct {
		name, line string
		column     int
		want       string
	}{
		{"first column", "title: x", 1, "  title: x\n  ^\n"},
		{"after the end", "title:", 7, "  title:\n        ^\n"},
		{"tab", "a:\tb", 4, "  a:\tb\n    \t^\n"},
		{"wide characters", "a: 日本 b", 7, "  a: 日本 b\n" + "          ^\n"},
		{"hidden characters", "a: \u202E\x1b[2J b", 9, "  a: \uFFFD␛[2J b\n          ^\n"},
		{"blank line", " \t", 1, ""},
		{"long line", far, 1, "  " + far[:100] + "\n  ^\n"},
		{"longer line", far + far, 1, "  " + far[:99] + "…\n  ^\n"},
		{"far to the right", far + "b" + far, 101, "  …" + far[:60] + "b" + far[:37] + "…\n  " + strings.Repeat(" ", 61) + "^\n"},
	} {
		if got := excerpt(test.line, test.column); got != test.want {
			t.Errorf("%s: got\n%swant\n%s", test.name, got, test.want)
		}
	}
}

func TestShortened(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"a b": "a b", " a\tb\n": " a b␊", "a\u202Eb": "a\uFFFDb", strings.Repeat("ab ", 30): strings.Repeat("ab ", 19) + "ab…",
		"1234567890:AAHsecretsecretsecretsecretsecretse": "…",
	} {
		if got := shortened(s); got != want {
			t.Errorf("%q is shown as %q, want %q", s, got, want)
		}
	}
}
