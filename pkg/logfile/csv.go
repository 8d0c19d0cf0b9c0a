package logfile

import (
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/value"
	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
)

// table is a CSV file, or several one after the other, which is read record by record.
// Lines that are not records are text, and do not end it.
type table struct {
	r         *entryReader
	h         *csvHeader
	begun     bool // it has a record: before the first one, a line that begins with # is a comment
	seconds   bool // the first column has times in whole seconds without a zone
	elsewhere bool // the last line was of another layout

	text   []byte   // of the record
	values []string // of its columns
	cut    bool     // the end of the file cuts it within quotes
	open   int      // the line up to which no quotes end
	object []byte   // the record as JSON
}

// tableAtStart reads the CSV file that begins with the next line. Comments may precede its
// header. In any other place a program has logged such a table, so it is text.
func (r *entryReader) tableAtStart() error {
	head, _ := r.lines.in.Peek(headSize) // of a shorter file, all of it
	number, line, following := firstNames(head)
	if r.to.count > 0 || line == "" || len(following) == 0 && len(head) == headSize {
		return nil
	}
	h, err := r.headerAtStart(line, following)
	if err != nil {
		return &lineError{r.lines.number + number, err}
	}
	if h == nil {
		return nil
	}
	for range number {
		if _, err := r.lines.read(); err != nil {
			return err
		}
	}
	return r.readTable(h)
}

// readTable reads what follows a header, to the end of the file.
func (r *entryReader) readTable(h *csvHeader) error {
	r.hasText = true
	t := table{r: r, h: h}
	r.to.report.leave(h.left())
	for {
		i, err := t.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = t.read(i)
		}
		if err != nil {
			return err
		}
	}
}

// read reads what next has found.
func (t *table) read(i item) error {
	i.at = t.h.at(t.r.line.config, t.values, t.r.line.modified)
	isWhole := len(t.values) == len(t.h.names)
	isSure := t.cut || t.r.lines.number > i.line || isWhole && i.at.OK() && !t.splits()
	switch {
	case isSure && isWhole:
		return t.send(i)
	case isSure:
		return t.sendText(i)
	}
	switch h := t.header(); {
	case h != nil:
		*t = table{r: t.r, h: h, text: t.text, values: t.values, object: t.object, open: t.open}
		t.r.to.report.leave(h.left())
		return nil
	case !t.begun && t.text[0] == '#':
		return nil
	case t.isOther(i.at.OK() || isWhole && isTime(t.values[0])), t.elsewhere && !i.at.OK():
		t.elsewhere = true
		return t.r.next(t.r.lines.last)
	case isWhole:
		return t.send(i)
	}
	return t.sendText(i)
}

// header returns the header of another file that the last line is, nil if it is none.
func (t *table) header() *csvHeader {
	h := t.r.line.parseCSVHeader(unsafeString(t.text), t.r.line.config.TimeField)
	if h != nil && (h.isSame(t.h) || t.r.precedesRecords(h)) {
		return h
	}
	return nil
}

// isOther reports whether the last line, which is not a record, is of another layout: it
// has a time of its own, unless that is all of a column.
func (t *table) isOther(isColumn bool) bool {
	if isColumn && !t.splits() {
		return false
	}
	return t.text[0] == '{' || isList(t.text) || t.r.isOther(t.r.lines.last)
}

// splits reports whether the comma of the fraction of a time, as Python and Log4j write it,
// was taken for a separator: the columns `2026-01-01 00:00:01` and `123 INFO text`. The
// values of a table whose own times are in whole seconds may be the same.
func (t *table) splits() bool {
	const fraction = 3
	if !t.begun || t.seconds || t.h.separator != ',' || len(t.values) < 2 || !isDigit(t.text[0]) || !isWholeSecond(t.values[0]) {
		return false
	}
	next := t.values[1]
	return len(next) > fraction && !isDigit(next[fraction]) && strings.Trim(next[:fraction], digits) == ""
}

// isWholeSecond reports whether a text ends as a time in whole seconds without a zone does.
func isWholeSecond(text string) bool {
	n := len(text)
	return n >= len("1:00:05") && text[n-3] == ':' && text[n-6] == ':' && isDigit(text[n-2]) && isDigit(text[n-1])
}

func isDigit(c byte) bool { return c-'0' <= 9 }

// send sends a record.
func (t *table) send(i item) error {
	h := t.h
	t.elsewhere, t.begun = false, true
	t.seconds = t.seconds || h.time == 0 && isWholeSecond(t.values[0])
	if i.text = t.values[h.time]; i.text != "" {
		i.at = readable(i.at)
	}
	if h.clock >= 0 {
		i.text = unsafeString(t.text)
	}
	t.checkEnd(&i)
	if !h.console {
		t.object = appendRecord(t.object[:0], h.names, t.values)
		t.r.begin(t.object)
		return t.r.emit(&i)
	}
	e := t.r.begin(unsafeBytes(t.values[h.message]))
	if h.stream >= 0 {
		e.Stream = t.r.to.name(t.values[h.stream])
	}
	if h.eventID >= 0 {
		i.id = t.values[h.eventID]
	}
	return t.r.emit(&i)
}

// sendText sends a record that has another number of columns than the header as text. The
// last one of a file may be cut off.
func (t *table) sendText(i item) error {
	if i.text = unsafeString(t.text); !i.at.OK() {
		i.at = stamp.Time{}
	}
	switch isCut := t.checkEnd(&i); {
	case isCut:
	case t.r.lines.cut && len(t.values) < len(t.h.names):
		t.r.to.report.Cut++
	default:
		t.r.to.report.Uneven++
	}
	t.r.begin(t.text)
	return t.r.emit(&i)
}

// checkEnd counts a record that the end of the file cuts. If that may have cut its time,
// it has none.
func (t *table) checkEnd(i *item) (isCut bool) {
	if !t.r.lines.cut && !t.cut {
		return false
	}
	unfinished := t.h.unfinished(t.r.line.config, unsafeString(t.text), t.values, t.r.line.modified)
	if unfinished {
		i.at = stamp.Time{}
	}
	if unfinished || t.cut {
		t.r.to.report.Cut++
	}
	return unfinished || t.cut
}

// appendRecord appends a record as a JSON object, so that queries find its columns. A
// column without a value is left out.
func appendRecord(to []byte, names, values []string) []byte {
	to = append(to, '{')
	for i, v := range values {
		if v == "" {
			continue
		}
		if len(to) > 1 {
			to = append(to, ',')
		}
		to = append(value.AppendQuoted(to, names[i]), ':')
		if isNumber(v) {
			to = append(to, v...)
		} else {
			to = value.AppendQuoted(to, v)
		}
	}
	return append(to, '}')
}

// isNumber reports whether a text is a number as JSON has them.
func isNumber(text string) bool {
	return (text[0] == '-' || isDigit(text[0])) && strings.Trim(text, "0123456789+-.eE") == "" && json.Valid(unsafeBytes(text))
}
