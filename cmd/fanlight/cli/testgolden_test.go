package cli

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDiffLines(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 200)
	for name, test := range map[string]struct{ want, got, lines string }{
		"a line":        {"a\nb\nc\n", "a\nB\nc\n", "@ line 2|- b|+ B"},
		"two places":    {"a\nb\nc\nd\n", "A\nb\nc\nD\n", "@ line 1|- a|+ A|@ line 4|- d|+ D"},
		"a line more":   {"a\nc\n", "a\nb\nc\n", "@ line 2|+ b"},
		"a line less":   {"a\nb\nc\n", "a\nc\n", "@ line 2|- b"},
		"indented":      {"  a\n", "  b\n", "@ line 1|-   a|+   b"},
		"a long line":   {long + "<b>1</b>", long + "<b>2</b>", "@ line 1|- …" + long[:27] + "<b>1</b>|+ …" + long[:27] + "<b>2</b>"},
		"a line end":    {"a\n", "a", "@ line 2|- "},
		"of Windows":    {"a\r\nb\r\n", "a\nc\n", "@ line 2|- b|+ c"},
		"a hostile one": {"a", "\x1b[31m", "@ line 1|- a|+ ␛[31m"},
	} {
		if diff := cmp.Diff(test.lines, strings.Join(diffLines(test.want, test.got), "|")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if lines := diffLines(strings.Repeat("a\n", 50), ""); len(lines) != mostDifferent+2 || lines[mostDifferent+1] != "… 30 more lines" {
		t.Errorf("%q", lines)
	}
}
