package cli

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

func TestExcerptOptions_format(t *testing.T) {
	t.Parallel()
	const query = "fields a\n| stats count(*) as n by route | srot n desc | limit 20"
	at := strings.Index(query, "srot")
	wrong := &expr.Error{Offset: at, End: at + 4, Message: "unknown command `srot`", Hint: "did you mean `sort`?"}
	for _, c := range []struct {
		options excerptOptions
		want    string
	}{
		{excerptOptions{file: "q.cwli:", line: 1}, "q.cwli:2:34: unknown command `srot`; did you mean `sort`?\n" +
			"  | stats count(*) as n by route | srot n desc | limit 20\n" +
			"                                   ^^^^\n"},
		{excerptOptions{line: 5, width: 40}, "6:34: unknown command `srot`; did you mean `sort`?\n" +
			"  …) as n by route | srot n desc | limi…\n" + // 19 characters on each side
			"                     ^^^^\n"},
		{excerptOptions{line: 1, width: 80}, "2:34: unknown command `srot`; did you mean `sort`?\n" +
			"  | stats count(*) as n by route | srot n desc | limit 20\n" +
			"                                   ^^^^\n"},
	} {
		if got := c.options.format(wrong, query); got != c.want {
			t.Errorf("got\n%s\nwant\n%s", got, c.want)
		}
	}
}

// TestExcerptOptions_excerpt points at every place of lines of any length: no line of
// the excerpt is wider than the terminal, and the carets are below the first character.
func TestExcerptOptions_excerpt(t *testing.T) {
	t.Parallel()
	for _, line := range []string{"", "a", strings.Repeat("é", 30), strings.Repeat("x", 500)} {
		for at := 0; at <= len(line); at += 1 + at/10 {
			for !utf8.RuneStart((line + "x")[at]) {
				at++
			}
			for _, width := range []int{0, 20, 40, 80} {
				shown, carets := excerptOptions{width: width}.excerpt(line, at, 400)
				most := width - 2
				if width == 0 {
					most = charactersBefore + charactersAfter
				}
				column := strings.Index(carets, "^")
				if n := utf8.RuneCountInString(shown); n > most || utf8.RuneCountInString(carets) > max(n, column+1) {
					t.Errorf("width %d, %d of %d: %d characters\n%s\n%s", width, at, len(line), n, shown, carets)
				}
			}
		}
	}
}
