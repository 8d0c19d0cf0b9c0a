package source

import (
	"strings"
	"unicode/utf8"

	"github.com/fanlight/fanlight/pkg/text"
)

// excerpt returns a line of a file with a caret under a column, as two lines. It
// returns nothing for a blank line. Of a long line it shows the part around the
// column.
func excerpt(line string, column int) string {
	if strings.TrimSpace(line) == "" {
		return ""
	}
	line, column = around(line, column)
	return "  " + line + "\n  " + blanks(line, column-1) + "^\n"
}

// around cuts a long line to the part around a column, cleaned, and returns the column
// in that part. It cleans no more than that part: a long line may have many problems.
func around(line string, column int) (string, int) {
	const before, most = 60, 100 // columns
	const enough = 10 * most     // characters, of which some have no width
	mark := ""
	if cut := column - 1 - before; cut > 0 && utf8.RuneCountInString(line) > most {
		line, column, mark = line[afterRunes(line, cut):], column-cut+1, "…"
	}
	line = mark + text.CleanLines(line[:afterRunes(line, enough)])
	return text.Cut(line, most), column
}

// afterRunes returns the index after so many characters, the length if there are
// fewer.
func afterRunes(s string, count int) int {
	for i := range s {
		if count == 0 {
			return i
		}
		count--
	}
	return len(s)
}

// blanks returns white space as wide as so many characters of the line. Tabs stay,
// so that the caret stands right.
func blanks(line string, count int) string {
	runes := []rune(line)
	parts := strings.Split(string(runes[:min(count, len(runes))]), "\t")
	for i, part := range parts {
		parts[i] = strings.Repeat(" ", text.Width(part))
	}
	return strings.Join(parts, "\t")
}

// quoted shows a word of the file in a message.
func quoted(s string) string { return "`" + shortened(s) + "`" }

// shortened returns a text of the file as it is shown in messages: in one line, of
// at most 60 characters.
func shortened(s string) string {
	if looksSecret().MatchString(s) {
		return "…"
	}
	s = strings.ReplaceAll(text.CleanLines(s), "\n", "␊")
	return text.Limit(strings.ReplaceAll(s, "\t", " "), 60)
}
