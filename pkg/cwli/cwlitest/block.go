package cwlitest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The verbs that blocks begin with.
const (
	verbCase        = "case"
	verbSource      = "# source:" // begins the comment that has the source
	verbLog         = "log"
	verbAndLog      = "and log"
	verbFile        = "file"
	verbAndFile     = "and file"
	verbTable       = "table"
	verbWindow      = "window"
	verbQuery       = "query"
	verbRows        = "rows"
	verbError       = "error"
	verbUnsupported = "unsupported"
	verbRefused     = "refused"
	verbAccepted    = "accepted"
)

// verbs read the blocks.
var verbs = map[string]func(*parser, block) error{
	verbCase:        (*parser).readCase,
	verbSource:      (*parser).readSource,
	verbLog:         (*parser).readLog,
	verbAndLog:      (*parser).readLog,
	verbFile:        (*parser).readFile,
	verbAndFile:     (*parser).readFile,
	verbTable:       (*parser).readTable,
	verbWindow:      (*parser).readWindow,
	verbQuery:       (*parser).readQuery,
	verbRows:        (*parser).readRows,
	verbError:       (*parser).readPlace,
	verbUnsupported: (*parser).readPlace,
	verbRefused:     (*parser).readVerdict,
	verbAccepted:    (*parser).readVerdict,
}

// verbNames returns the verbs as a sentence lists them.
func verbNames() string {
	names := slices.Sorted(maps.Keys(verbs))
	names = slices.DeleteFunc(names, func(name string) bool { return name == verbSource })
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

// readLog reads events: on each line an ISO time, a space and the message. The
// argument names their group, and after a space their stream.
func (p *parser) readLog(b block) error {
	in := &p.next.in
	var events []Event
	if b.verb == verbAndLog {
		events = slices.Clone(in.Events)
	}
	group, stream, _ := strings.Cut(b.argument, " ")
	if stream == "" {
		stream = "stream"
	}
	for i, line := range b.lines {
		event, err := parseEvent(line)
		if err != nil {
			return at(b.line+1+i, err)
		}
		event.Group, event.Stream, event.Ptr = group, stream, fmt.Sprintf("ptr%d", len(events))
		events = append(events, event)
	}
	in.Events, in.Files = events, nil
	return nil
}

// parseEvent reads the time and the message of an event.
func parseEvent(line string) (e Event, err error) {
	stamp, text, _ := strings.Cut(line, " ")
	moment, err := time.Parse(time.RFC3339, stamp)
	if err != nil {
		return Event{}, fmt.Errorf("invalid event %q: want a time such as 2026-01-31T12:30:00Z, a space and the message", line)
	}
	e.Time = moment.UnixMilli()
	e.Message, _, err = literal(text)
	return e, err
}

// stringMark begins a line whose rest from the quote on is a JSON string.
const stringMark = `$"`

// literal returns the text that a line stands for.
func literal(line string) (text string, isString bool, err error) {
	if !strings.HasPrefix(line, stringMark) {
		return line, false, nil
	}
	if err := json.Unmarshal([]byte(line[1:]), &text); err != nil {
		return "", true, fmt.Errorf(`invalid text %s: want a JSON string after $, such as $"a\tb"`, line)
	}
	return text, true, nil
}

// readFile reads the content of a file. Each line ends, except those that are JSON
// strings: these have their line ends in them.
func (p *parser) readFile(b block) error {
	if b.argument == "" || strings.ContainsAny(b.argument, `/\`) {
		return fmt.Errorf("invalid file %q: want the name of a file, without a folder", b.argument)
	}
	var content strings.Builder
	for i, line := range b.lines {
		text, isString, err := literal(line)
		if err != nil {
			return at(b.line+1+i, err)
		}
		content.WriteString(text)
		if !isString {
			content.WriteByte('\n')
		}
	}
	in := &p.next.in
	var files []File
	if b.verb == verbAndFile {
		files = slices.Clone(in.Files)
	}
	in.Files, in.Events = append(files, File{b.argument, content.String()}), nil
	return nil
}

func (p *parser) readTable(b block) error {
	if b.argument == "" || len(b.lines) == 0 {
		return fmt.Errorf("invalid table %q: want a name, and lines of CSV of which the first has the columns", b.argument)
	}
	tables := map[string]string{}
	maps.Copy(tables, p.next.in.Tables)
	tables[b.argument] = b.text() + "\n"
	p.next.in.Tables = tables
	return nil
}

func (p *parser) readWindow(b block) error {
	first, last, _ := strings.Cut(b.argument, " ")
	start, err1 := time.Parse(time.RFC3339, first)
	end, err2 := time.Parse(time.RFC3339, last)
	if err1 != nil || err2 != nil || end.Before(start) {
		return fmt.Errorf("invalid window %q: want two times such as 2026-01-31T12:30:00Z, the first and the last second", b.argument)
	}
	p.next.in.Start, p.next.in.End = start.Unix(), end.Unix()
	return nil
}

// readRows reads wanted rows.
func (p *parser) readRows(b block) error {
	want, err := parseForm(b.argument)
	if err != nil {
		return err
	}
	for i, line := range b.lines {
		row, err := parseRow(line)
		if err != nil {
			return at(b.line+1+i, err)
		}
		want.rows = append(want.rows, row)
	}
	if want.anyOrder {
		slices.SortStableFunc(want.rows, compareRows)
	}
	return p.answer(want)
}

// parseForm reads the words after rows: "any order", then "within N%".
func parseForm(text string) (want answer, err error) {
	want.verb = verbRows
	rest, anyOrder := strings.CutPrefix(text, "any order")
	want.anyOrder = anyOrder
	rest = strings.TrimSpace(rest)
	if rest == "" {
		return want, nil
	}
	number, isWithin := strings.CutPrefix(rest, "within ")
	number, isPercent := strings.CutSuffix(number, "%")
	percent, err := strconv.ParseFloat(number, 64)
	if !isWithin || !isPercent || err != nil || percent <= 0 {
		return answer{}, fmt.Errorf("invalid rows %q: want nothing, any order, within 1%%, or any order within 1%%", text)
	}
	want.within = percent / 100
	return want, nil
}

// readPlace reads a refusal of the engine of package cwli.
func (p *parser) readPlace(b block) error {
	var offset, end int
	n, err := fmt.Sscanf(b.argument, "%d %d", &offset, &end)
	if place := fmt.Sprintf("%d %d", offset, end); err != nil || n != 2 || place != b.argument || offset > end || end > len(p.next.in.Query) {
		return fmt.Errorf("invalid place %q: want the first byte and the one after the last, in the query", b.argument)
	}
	return p.answer(answer{verb: b.verb, place: b.argument, reason: b.text()})
}

// readVerdict reads what the service says of a query, without its rows.
func (p *parser) readVerdict(b block) error {
	if b.argument != "" || len(b.lines) > 0 {
		return fmt.Errorf("invalid block %q: want no text", b.verb)
	}
	return p.answer(answer{verb: b.verb})
}
