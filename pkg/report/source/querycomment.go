package source

import (
	"errors"
	"slices"
	"sort"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/lazyregexp"
)

// A comment goes from # to the end of the line. In a folded block (>), and in text over
// several lines, YAML makes one line of them, so that a comment takes the lines after it
// too: the query runs without them.

// uncommented refuses a comment that takes more of the query than its author sees.
func (t queryText) uncommented() bool {
	wide := t.wideComments()
	if len(wide) == 0 {
		return true
	}
	// A character that no query has outside of quotes takes the place of each #: if it is
	// refused, it is not in a string or in a regular expression.
	masked := []byte(t.run)
	for _, offset := range wide {
		masked[offset] = 0
	}
	_, err := syntax.Parse(string(masked))
	mistake, refused := errors.AsType[*expr.Error](err)
	if !refused || !slices.Contains(wide, mistake.Offset) {
		return true
	}
	t.problem(t.place(mistake.Offset), useBlock,
		"query: the rest of the query is a part of this comment: YAML makes one line of the text")
	return false
}

const useBlock = "write the query in a block after `query: |`"

// noteLeftOut notes a comment of the file after a text without quotes, if it has a command.
// The service never sees it, and people also leave out commands in this way.
func (t queryText) noteLeftOut() {
	if t.node.Style != 0 || len(commandsIn(t.node.LineComment)) == 0 {
		return
	}
	at := scalar{value: t.value}.within(len(t.node.Value))
	line := t.lines.Line(at.line)
	if gap := strings.IndexByte(line[afterRunes(line, at.column-1):], '#'); gap > 0 { // blanks
		at.column += gap
	}
	t.note(at, "if it belongs to the query, "+useBlock, "query: YAML leaves out what follows `#`")
}

// wideComments returns where a # in the text, if it begins a comment, would take lines of
// the file after it, or in the last line of the text a command.
func (t queryText) wideComments() (offsets []int) {
	if t.node.Style&yaml.LiteralStyle != 0 || !strings.Contains(t.run, "#") {
		return nil
	}
	joins, last := t.lines.Joins(t.node), lastCommand(t.run)
	from := 0
	for line := range strings.Lines(t.run) {
		end := t.written(from + len(strings.TrimSuffix(line, "\n")))
		for i := from; i < from+len(line); i++ {
			if t.run[i] == '#' && (between(joins, t.written(i), end) || i < last && from+len(line) == len(t.run)) {
				offsets = append(offsets, i)
			}
		}
		from += len(line)
	}
	return offsets
}

// between reports whether one of the offsets, which are in order, is between two others.
func between(offsets []int, after, before int) bool {
	i := sort.SearchInts(offsets, after+1)
	return i < len(offsets) && offsets[i] < before
}

var commandAfterPipe = lazyregexp.New(`\|\s*([A-Za-z]+)`)

// lastCommand returns the offset of the last command after a | in the text's last line, 0
// if the line begins with #, as where a command is left out on purpose.
func lastCommand(text string) int {
	begin := strings.LastIndexByte(text, '\n') + 1
	if strings.HasPrefix(strings.TrimSpace(text[begin:]), "#") {
		return 0
	}
	commands := commandsIn(text[begin:])
	if len(commands) == 0 {
		return 0
	}
	return begin + commands[len(commands)-1]
}

// commandsIn returns where the text has a command after a |.
func commandsIn(text string) (offsets []int) {
	for _, at := range commandAfterPipe().FindAllStringSubmatchIndex(text, -1) {
		if _, known := syntax.LookupCommand(text[at[2]:at[3]]); known {
			offsets = append(offsets, at[0])
		}
	}
	return offsets
}
