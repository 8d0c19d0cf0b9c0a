package source

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/report/source/internal/yamltext"
)

// Problem is one thing wrong with a file that a person wrote, and where. Line
// and Column count from 1, columns in characters; both are 0 if the file could
// not be read. Message and Hint never hold a secret.
type Problem struct {
	File         string
	Line, Column int
	Message      string
	Hint         string // what to do about it; empty if the message says it all

	hidden bool // the line may hold a secret and is not shown
}

// String returns the problem in one line: file:line:column: message (hint).
func (p Problem) String() string {
	s := p.File + ": "
	if p.Line > 0 {
		s = fmt.Sprintf("%s:%d:%d: ", p.File, p.Line, p.Column)
	}
	s += p.Message
	if p.Hint != "" {
		s += " (" + p.Hint + ")"
	}
	return s
}

// looksSecret matches the tokens that Telegram gives to bots, and any other
// long run of letters, digits and signs that hardly is a word.
var looksSecret = regexp.MustCompile(`[0-9]{6,}:[A-Za-z0-9_-]{20,}|[A-Za-z0-9_+/=-]{60,}`)

// Format returns the problem with the line of its source below and a caret
// under the place. src is the file. A line that holds a literal secret is not
// shown.
func (p Problem) Format(src []byte) string {
	line := yamltext.New(src).Line(p.Line)
	if p.hidden || looksSecret.MatchString(line) || strings.TrimSpace(line) == "" {
		return p.String() + "\n"
	}
	line, column := around(line, p.Column)
	return fmt.Sprintf("%s\n  %s\n  %s^\n", p, printable(line), blanks(line, column-1))
}

// around cuts a long line to what stands around a column, and returns where
// that column is then.
func around(line string, column int) (string, int) {
	const before, most = 60, 100
	runes := []rune(line)
	if cut := column - 1 - before; cut > 0 && len(runes) > most {
		runes, column = append([]rune("…"), runes[min(cut, len(runes)):]...), column-cut+1
	}
	if len(runes) > most {
		runes = append(runes[:most:most], '…')
	}
	return string(runes), column
}

// printable keeps control characters of a file off the terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r == 0x7f || 0x80 <= r && r < 0xa0 {
			return '�'
		}
		return r
	}, s)
}

// blanks returns as many blanks as the line has characters before the caret;
// tabs stay, so that it stands right.
func blanks(line string, count int) string {
	var b strings.Builder
	for _, r := range line {
		if count--; count < 0 {
			break
		}
		if r != '\t' {
			r = ' '
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Problems is everything wrong with the files read, in the order of the files
// and by position. As an error it has one line for each.
type Problems []Problem

// Error returns the problems, one a line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// asError returns nil for no problems: a nil slice in an error would not be.
func (ps Problems) asError() error {
	if len(ps) == 0 {
		return nil
	}
	return ps
}

// sorted returns the problems of one file by position, each once: what an
// anchor holds is read as often as it is used.
func (ps Problems) sorted() Problems {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Message, b.Message))
	})
	return slices.Compact(ps)
}
