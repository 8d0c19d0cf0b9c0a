package cwlitest

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli"
)

// The verbs that blocks begin with.
const (
	verbLog         = "log"
	verbQuery       = "query"
	verbRows        = "rows"
	verbError       = "error"
	verbUnsupported = "unsupported"
)

// step is a query of a script with the events before it and the answer after it.
type step struct {
	line   int // of the block "query", from 1
	query  string
	events []cwli.Event
	want   answer
}

// answer is the result of a query: rows, or a refusal with its place.
type answer struct{ verb, argument, text string }

func (a answer) String() string {
	return strings.TrimSpace(a.verb+" "+a.argument) + "\n" + a.text
}

// block is a line that begins with a verb, and the indented lines after it.
type block struct {
	answer
	line int
}

// parse reads a script. Errors begin with the number of the line.
func parse(text string) (steps []step, err error) {
	list, err := blocks(text)
	if err != nil {
		return nil, err
	}
	var next step // what the blocks so far say of it
	for _, b := range list {
		switch b.verb {
		case verbLog:
			next.events, err = events(b)
		case verbQuery:
			next.query, next.line = b.text, b.line
		case verbRows, verbError, verbUnsupported:
			next.want = b.answer
			steps = append(steps, next)
		default:
			err = fmt.Errorf("%d: unknown block %q: want log, query, rows, error or unsupported", b.line, b.verb)
		}
		if err != nil {
			return nil, err
		}
	}
	return steps, nil
}

func blocks(text string) (list []block, err error) {
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		indented, isText := strings.CutPrefix(line, "\t")
		switch {
		case isText && len(list) == 0:
			return nil, fmt.Errorf("%d: invalid first line: want a block such as log", i+1)
		case isText:
			last := &list[len(list)-1]
			last.text = strings.TrimPrefix(last.text+"\n"+indented, "\n")
		case line != "" && !strings.HasPrefix(line, "#"):
			verb, argument, _ := strings.Cut(line, " ")
			list = append(list, block{answer{verb: verb, argument: argument}, i + 1})
		}
	}
	return list, nil
}

// events reads a log block: on each line an ISO time, a space and the message.
func events(b block) (list []cwli.Event, err error) {
	for i, line := range strings.Split(b.text, "\n") {
		stamp, message, _ := strings.Cut(line, " ")
		at, err := time.Parse(time.RFC3339, stamp)
		if err != nil {
			return nil, fmt.Errorf("%d: invalid event %q: want a time such as 2026-01-31T12:30:00Z, a space and the message", b.line+1+i, line)
		}
		list = append(list, cwli.Event{Timestamp: at.UnixMilli(), Group: b.argument, Stream: "stream",
			Message: []byte(message), Ptr: fmt.Sprintf("ptr%d", i)})
	}
	return list, nil
}

// format writes rows as scripts do: a JSON object on each line, its keys in the
// order of the row.
func format(rows [][]cwli.Field) string {
	lines := make([]string, len(rows))
	for i, row := range rows {
		cells := make([]string, len(row))
		for j, field := range row {
			cells[j] = quote(field.Name) + ": " + quote(field.Value)
		}
		lines[i] = "{" + strings.Join(cells, ", ") + "}"
	}
	return strings.Join(lines, "\n")
}

// quote writes a string as JSON, of which a string always has a form.
func quote(s string) string {
	text, _ := json.Marshal(s)
	return string(text)
}
