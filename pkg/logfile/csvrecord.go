package logfile

import (
	"bytes"
	"strings"

	"github.com/fanlight/fanlight/pkg/logfile/internal/unpack"
)

// next reads the columns of the next record: of a line, or of several lines up to one that
// does not end within quotes.
func (t *table) next() (item, error) {
	lines := &t.r.lines
	line, err := lines.read()
	for err == nil && len(line) == 0 {
		line, err = lines.read()
	}
	if err != nil {
		return item{}, err
	}
	i := item{layout: t.h.layout, offset: lines.offset, line: lines.number}
	t.text = append(t.text[:0], line...)
	more := 0
	if t.cut = false; i.line >= t.open {
		more = t.quoted()
	}
	for range more {
		if line, err = lines.read(); err != nil {
			return item{}, err
		}
		t.text = append(append(t.text, '\n'), line...)
	}
	t.values = t.h.split(t.values[:0], t.text)
	return i, nil
}

// quoted returns how many lines after the last one are in the same record, since it ends
// within quotes. Quotes may be text too: then there is none.
func (t *table) quoted() (more int) {
	var q quotes
	if !q.open(t.text, t.h.separator) {
		return 0
	}
	for done, n := 0, t.r.lines.in.Buffered(); ; n = min(t.r.lines.in.Buffered()+1, unpack.BufferSize) {
		_, following := t.r.lines.peek(n)
		isLast := len(following) < n
		for line := range bytes.Lines(following[done:]) {
			if line[len(line)-1] != '\n' && !isLast {
				break
			}
			done += len(line)
			if more++; !q.open(withoutEnd(line), t.h.separator) {
				return t.ifRecord(following[:done], more, q.stray)
			}
		}
		if isLast || n == unpack.BufferSize {
			t.open = t.r.lines.number + more + 1
			return t.ifCut(following, more, isLast)
		}
	}
}

// ifRecord returns a number of lines if they make a record with the last one. Otherwise
// those before the last of them, which are within quotes too, are not looked at again.
func (t *table) ifRecord(following []byte, lines int, stray bool) int {
	record := append(append(t.object[:0], t.text...), '\n')
	record = append(record, withoutEnd(following)...)
	t.object = record
	t.values = t.h.split(t.values[:0], record)
	if stray || len(t.values) != len(t.h.names) || t.elsewhere && !t.h.at(t.r.line.config, t.values, t.r.line.modified).OK() {
		t.open = t.r.lines.number + lines
		return 0
	}
	return lines
}

// ifCut returns the number of lines up to the end of the file, which cuts the last record
// within quotes, unless one of these lines is a record: then the quote is text.
func (t *table) ifCut(following []byte, lines int, isLast bool) int {
	c, modified := t.r.line.config, t.r.line.modified
	t.object = append(append(append(t.object[:0], t.text...), '\n'), following...)
	if t.values = t.h.split(t.values[:0], t.object); !isLast || t.elsewhere || len(t.values) > len(t.h.names) {
		return 0
	}
	for line := range bytes.Lines(following) {
		if t.values = t.h.split(t.values[:0], withoutEnd(line)); t.h.isRecord(c, t.values, modified) {
			return 0
		}
	}
	t.cut = true
	return lines
}

// quotes says whether a text that comes line by line ends within quotes, which begin at the
// start of a column only.
type quotes struct {
	in    bool
	stray bool // something else than a separator follows the end of a column in quotes
}

// open steps over a line.
func (q *quotes) open(line []byte, separator byte) bool {
	if !q.in && bytes.IndexByte(line, '"') < 0 {
		return false
	}
	mayOpen, closed := !q.in, false
	for _, c := range line {
		switch {
		case q.in:
			q.in = c != '"'
			mayOpen, closed = true, true // a quote after a quote is one of the text
		case c == '"' && mayOpen:
			q.in = true
		default:
			mayOpen = c == separator
			q.stray = q.stray || closed && !mayOpen
			closed = false
		}
	}
	return q.in
}

// split appends the columns of a record, up to one more than the header has. They are
// valid as long as the record.
func (h *csvHeader) split(to []string, record []byte) []string {
	return splitCSV(to, unsafeString(record), h.separator, len(h.names))
}

// splitCSV appends the columns of a record, without quotes: up to one more than most.
func splitCSV(to []string, record string, separator byte, most int) []string {
	for n := 0; ; n++ {
		v, rest, more := cutCSV(record, separator)
		if to = append(to, v); !more || n == most {
			return to
		}
		record = rest
	}
}

// cutCSV returns the first column of a record.
func cutCSV(record string, separator byte) (v, rest string, more bool) {
	if record == "" || record[0] != '"' {
		return strings.Cut(record, string(separator))
	}
	end := 1
	for end < len(record) {
		if record[end] == '"' {
			if end+1 == len(record) || record[end+1] != '"' {
				break
			}
			end++
		}
		end++
	}
	v = strings.ReplaceAll(record[1:min(end, len(record))], `""`, `"`)
	tail, rest, more := strings.Cut(record[min(end+1, len(record)):], string(separator))
	return v + tail, rest, more
}
