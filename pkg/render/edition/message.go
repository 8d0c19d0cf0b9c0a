package edition

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/text"
)

const (
	maxLines  = 40     // of a message that are kept
	lineJoint = " · "  // between the lines of a text where it has only one
	blanks    = "    " // that stand for a tab
	lineEnds  = "\r\n" // characters without which a text has one line
	andMore   = "…"    // after the last line that is shown, if there are more
)

// inOneLine returns a text as a cell has it: its lines in one.
func inOneLine(s string) string {
	if !strings.ContainsAny(s, lineEnds) {
		return clean(s, maxCell)
	}
	var lines []string
	for line := range strings.SplitSeq(text.CleanLines(s), "\n") {
		if line = text.Clean(line); line != "" {
			lines = append(lines, line)
		}
	}
	return text.Limit(strings.Join(lines, lineJoint), maxCell)
}

// message returns the text of a log event, with its lines if they are several.
func message(s string) Cell {
	c := Cell{Text: inOneLine(s)}
	lines := strings.Split(strings.TrimSpace(text.CleanLines(s)), "\n")
	if len(lines) == 1 {
		return c
	}
	c.More = max(0, len(lines)-maxLines)
	for _, line := range lines[:len(lines)-c.More] {
		c.Lines = append(c.Lines, text.Limit(strings.TrimRight(strings.ReplaceAll(line, "\t", blanks), " "), maxCell))
	}
	return c
}

// Within returns the lines of a cell, the first ones of them that have at most so many
// characters and lines together. If there are more, the last one ends in "…".
func (c Cell) Within(characters, most int) []string {
	if len(c.Lines) < 2 {
		return []string{text.Limit(c.Text, characters)}
	}
	shown := c.Lines[:min(most, len(c.Lines))]
	all := text.Limit(strings.Join(shown, "\n"), characters)
	if more := c.More > 0 || len(shown) < len(c.Lines); more && !strings.HasSuffix(all, andMore) {
		all = text.Limit(all+"\n"+andMore, characters)
	}
	return strings.Split(all, "\n")
}

// Event is a row of log events: what is short, for one line above its texts.
type Event struct {
	Times, Fields []string
	Texts         []Cell
}

// Event returns a row as a log event. A number has the name of its column.
func (t *Table) Event(r Row) (e Event) {
	for i, c := range t.Columns {
		switch cell := r.Cells[i]; {
		case cell.Text == "":
		case c.Kind == Message:
			e.Texts = append(e.Texts, cell)
		case c.Kind == Time:
			e.Times = append(e.Times, cell.Text)
		case c.Kind == Figure && cell.Text != gone:
			e.Fields = append(e.Fields, c.named(cell.Text))
		default:
			e.Fields = append(e.Fields, cell.Text)
		}
	}
	return e
}

// Short returns what stands above the texts of an event.
func (e Event) Short() []string { return append(append([]string{}, e.Times...), e.Fields...) }

// named returns a number of a column with what it counts, or with the column's name.
func (c Column) named(number string) string {
	if c.Counts == "" {
		return c.Name + "\u00a0" + number
	}
	return number + "\u00a0" + counted(number, c.Counts)
}

// counted returns the word for so many things: events, or event of 1.
func counted(number, word string) string {
	if number == "1" {
		return strings.TrimSuffix(word, "s")
	}
	return word
}

// IsEvents reports whether the rows of a table are log events.
func (t *Table) IsEvents() bool {
	for _, c := range t.Columns {
		if c.Kind == Message {
			return true
		}
	}
	return false
}
