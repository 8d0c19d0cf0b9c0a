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
	t.text, t.cut = append(t.text[:0], line...), false
	if i.line < t.open || !t.addQuoted() {
		t.values = t.h.split(t.values[:0], t.text)
		return i, nil
	}
	for range bytes.Count(t.text, []byte{'\n'}) {
		if _, err = lines.read(); err != nil {
			return item{}, err
		}
	}
	return i, nil
}

// addQuoted adds the lines after the last one that are in the same record, since it ends
// within quotes, but leaves them to be read. Quotes may be text too: then it adds none.
func (t *table) addQuoted() bool {
	var q quotes
	if !q.open(t.text, t.h.separator) {
		return false
	}
	first, in := len(t.text), t.r.lines.in
	for done, n := 0, in.Buffered(); ; n = min(in.Buffered()+1, unpack.BufferSize) {
		_, following := t.r.lines.peek(n)
		isLast := len(following) < n
		for line := range bytes.Lines(following[done:]) {
			if line[len(line)-1] != '\n' && !isLast {
				break
			}
			done += len(line)
			line = withoutEnd(line)
			t.text = append(append(t.text, '\n'), line...)
			if !q.open(line, t.h.separator) {
				return t.isQuoted(first, !q.stray)
			}
		}
		if isLast || n == unpack.BufferSize {
			t.cut = isLast && !t.elsewhere && !t.hasRecord(following)
			return t.isQuoted(first, t.cut)
		}
	}
}

// isQuoted reports whether the text is a record of several lines. Otherwise only its first
// line remains, and those before its last one, which are within quotes too, are not looked
// at again.
func (t *table) isQuoted(first int, ok bool) bool {
	c, modified := t.r.line.config, t.r.line.modified
	t.values = t.h.split(t.values[:0], t.text)
	isWhole := len(t.values) == len(t.h.names) || t.cut && len(t.values) < len(t.h.names)
	if ok && isWhole && !(t.elsewhere && !t.h.at(c, t.values, modified).OK()) {
		return true
	}
	t.open = t.r.lines.number + bytes.Count(t.text, []byte{'\n'})
	t.text, t.cut = t.text[:first], false
	return false
}

// hasRecord reports whether a line of a text is a record by itself.
func (t *table) hasRecord(text []byte) bool {
	for line := range bytes.Lines(text) {
		if t.r.line.recordTime(t.h, line).OK() {
			return true
		}
	}
	return false
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
