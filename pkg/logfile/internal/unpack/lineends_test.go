package unpack_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestEach_line_ends reads texts whose lines end with a carriage return alone.
func TestEach_line_ends(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("0123456789\r", 20_000)
	for name, test := range map[string]struct{ content, want string }{
		"carriage returns":            {"a\rb\r", "a\nb\n"},
		"none at the end":             {"a\rb", "a\nb"},
		"more than a buffer":          {long, strings.ReplaceAll(long, "\r", "\n")},
		"line feeds":                  {"a\rb\nc\r", "a\rb\nc\r"},
		"both":                        {"a\r\nb\rc\r\n", "a\r\nb\rc\r\n"},
		"in UTF-16":                   {"\xff\xfe" + in16("a\rb\r", false), "a\nb\n"},
		"far behind lines with feeds": {strings.Repeat("a\n", 50_000) + "b\rc", strings.Repeat("a\n", 50_000) + "b\rc"},
	} {
		got, err := opened(test.content)
		charset := ""
		if strings.HasPrefix(test.content, "\xff\xfe") {
			charset = "UTF-16LE"
		}
		if diff := cmp.Diff([]string{fmt.Sprintf(" [%s]: %q", charset, test.want)}, got); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got)\n%s", name, err, diff)
		}
	}
}
