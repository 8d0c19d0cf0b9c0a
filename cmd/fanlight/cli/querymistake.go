package cli

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/text"
)

// mistake prints why a query cannot run on this machine, with its place and what to do.
func (q *queryCommand) mistake(err error, query string, args []string) error {
	wrong, ok := errors.AsType[*expr.Error](err)
	if !ok {
		return err
	}
	what, remedy := "the query is wrong: ", ""
	switch parameters := syntax.Parameters(query); {
	case wrong.Unsupported && len(parameters) > 0:
		what, remedy = "", fmt.Sprintf("--param %s=VALUE gives it a value\n", parameterAt(parameters, wrong.Offset))
	case wrong.Unsupported:
		what, remedy = "the query runs on AWS only: ", "to run it there: fanlight query --aws --group GROUP …\n"
	case len(args) > 0 && isFile(args[0]):
		remedy = fmt.Sprintf("to read the query from the file: fanlight query --file %s …\n", args[0])
	}
	at, shown := q.excerpt(), *wrong
	if shown.Hint = ""; wrong.Hint != "" {
		remedy = wrong.Hint + "\n" + remedy
	}
	fmt.Fprint(q.s.Err, "fanlight: ", what, at.format(&shown, query), text.CleanLines(remedy))
	return errReported
}

// excerpt says how mistakes in the query are shown.
func (q *queryCommand) excerpt() excerptOptions {
	return excerptOptions{file: q.text.origin(), line: 1, width: q.s.Width(q.s.Out)}
}

// parameterAt returns the name of the parameter at an offset of the query.
func parameterAt(parameters []syntax.Parameter, offset int) string {
	name := parameters[0].Name
	for _, p := range parameters {
		if p.Offset <= offset {
			name = p.Name
		}
	}
	return name
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir()
}

// printNotes prints what the service accepts and hardly does what is meant.
func (q *queryCommand) printNotes(query string) {
	tree, err := syntax.Parse(query)
	if err != nil {
		return // it was compiled or is reported as wrong
	}
	for _, note := range tree.Notes {
		fmt.Fprint(q.s.Err, "note: ", q.excerpt().format(note, query))
	}
}

// excerptOptions say how a mistake in a text is shown.
type excerptOptions struct {
	file  string // before the place, with a colon; may be empty
	line  int    // number of the text's first line
	width int    // columns of the terminal; 0: not a terminal
}

// format returns the place of a mistake, what it is and what to write instead on one
// line, then the line that it is in, and carets below the part that is wrong.
func (o excerptOptions) format(e *expr.Error, query string) string {
	row, column := placeOf(query, e.Offset)
	offset := min(max(e.Offset, 0), len(query))
	begin := strings.LastIndexByte(query[:offset], '\n') + 1
	line, _, _ := strings.Cut(query[begin:], "\n")
	reason := e.Message
	if e.Hint != "" {
		reason += "; " + e.Hint
	}
	shown, carets := o.excerpt(line, offset-begin, e.End-e.Offset)
	return text.CleanLines(fmt.Sprintf("%s%d:%d: %s\n  %s\n  %s\n", o.file, o.line+row, column, reason, shown, carets))
}

// placeOf returns the line of a byte of a text, from 0, and its column, from 1.
func placeOf(text string, offset int) (line, column int) {
	before := text[:min(max(offset, 0), len(text))]
	line = strings.Count(before, "\n")
	return line, utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1
}

// The characters of a line that are shown before a mistake and from its start on, without
// a terminal.
const (
	charactersBefore = 60
	charactersAfter  = 100
)

// excerpt returns a line, cut around a mistake, and the carets below it.
func (o excerptOptions) excerpt(line string, at, length int) (shown, carets string) {
	at = min(at, len(line))
	before, after := []rune(line[:at]), []rune(line[at:])
	wrong := min(max(1, utf8.RuneCountInString(line[at:min(at+max(length, 0), len(line))])), charactersAfter)
	mostBefore, mostAfter := charactersBefore, charactersAfter
	if o.width > 0 {
		room := max(o.width-len("  "), 8)
		mostAfter = min(len(after), max(room-len(before), room/2))
		mostBefore = room - mostAfter
	}
	if len(before) > mostBefore {
		before = append([]rune("…"), before[len(before)-mostBefore+1:]...)
	}
	if len(after) > mostAfter {
		after = append(after[:mostAfter-1:mostAfter-1], '…')
	}
	blank := strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, string(before))
	return string(before) + string(after), blank + strings.Repeat("^", min(wrong, max(1, len(after))))
}
