package logfile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// readCSV reads what follows a header as records of one line or more, up to another layout.
// In a file that begins with the header, what is neither is an error.
func (r *entryReader) readCSV(h *csvHeader) error {
	strict := !r.clocked
	r.to.report.leave(h.left())
	for {
		start, err := r.csvRecord(h)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if single := r.lines.number == start.line; single && !h.isRecord(r.line.config, r.cells, r.line.modified) {
			if next := r.findCSV(r.lines.last); next != nil {
				h = next
				r.to.report.leave(h.left())
				continue
			}
			if r.endsCSV(h) || !strict && len(r.cells) != len(h.names) {
				r.lines.unread = true
				return nil
			}
		}
		if err := r.sendRecord(h, r.cells, start); err != nil {
			return err
		}
	}
}

// endsCSV reports whether the last line, which is not a record, is of another layout: it
// has a time of its own that is not all of its first column.
func (r *entryReader) endsCSV(h *csvHeader) bool {
	if h.time == 0 && isTime(r.cells[0]) && !h.splits(r.cells) {
		return false
	}
	return r.lines.last[0] == '{' || isList(r.lines.last) || r.isOther(r.lines.last)
}

// csvRecord reads the columns of the next record to r.cells: of lines up to one that does
// not end within quotes.
func (r *entryReader) csvRecord(h *csvHeader) (start item, err error) {
	r.pretty = r.pretty[:0]
	for q := (quotes{}); ; {
		line, err := r.lines.read()
		if err != nil && len(r.pretty) > 0 {
			return start, unexpectedEnd(err)
		}
		if err != nil {
			return start, err
		}
		if len(line) == 0 && !q.in {
			continue
		}
		if len(r.pretty) == 0 {
			start = item{layout: h.layout, offset: r.lines.offset, line: r.lines.number}
		} else {
			r.pretty = append(r.pretty, '\n')
		}
		if r.pretty = append(r.pretty, line...); len(r.pretty) > longestLine {
			return start, errTooLong
		}
		if !q.open(line, h.separator) {
			r.cells = splitCSV(r.cells[:0], unsafeString(r.pretty), h.separator, len(h.names))
			return start, nil
		}
	}
}

func (r *entryReader) sendRecord(h *csvHeader, values []string, i item) error {
	if len(values) != len(h.names) {
		return &lineError{i.line, fmt.Errorf("invalid record: want %d columns, as the header has", len(h.names))}
	}
	i.text = values[h.time]
	if i.at = h.at(r.line.config, values, r.line.modified); h.console && !i.at.OK() {
		return &lineError{i.line, fmt.Errorf("invalid time %q of a record", excerpt(values[h.time]))}
	}
	if !h.console {
		if i.text != "" {
			i.at = readable(i.at)
		}
		r.object = appendRecord(r.object[:0], h.names, values)
		r.begin(r.object)
		return r.emit(i)
	}
	e := r.begin(unsafeBytes(values[h.message]))
	if h.stream >= 0 {
		e.Stream = r.to.name(values[h.stream])
	}
	if h.eventID >= 0 {
		i.id = values[h.eventID]
	}
	return r.emit(i)
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
	return (text[0] == '-' || text[0]-'0' <= 9) && strings.Trim(text, "0123456789+-.eE") == "" && json.Valid(unsafeBytes(text))
}

// quotes says whether a text that comes line by line ends within quotes, which begin at the
// start of a column only.
type quotes struct{ in bool }

// open steps over a line.
func (q *quotes) open(line []byte, separator byte) bool {
	if !q.in && bytes.IndexByte(line, '"') < 0 {
		return false
	}
	mayOpen := !q.in
	for _, c := range line {
		switch {
		case q.in:
			q.in = c != '"'
			mayOpen = true // a quote after a quote is one of the text
		case c == '"' && mayOpen:
			q.in = true
		default:
			mayOpen = c == separator
		}
	}
	return q.in
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
