package logfile

import (
	"bytes"
	"fmt"

	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
)

// consoleStarts are the first bytes of lines that may be a header of the console, those of
// serviceColumns: most lines begin otherwise.
var consoleStarts = bytesOf("tmil@e\"")

// firstNames returns the first line of a text that may be a header, its number, and what
// follows it. Before it, lines without text and comments that begin with # are left out.
func firstNames(head []byte) (number int, line string, following []byte) {
	for next := range bytes.Lines(head) {
		number++
		head = head[len(next):]
		if text := withoutEnd(next); len(text) > 0 && text[0] != '#' {
			return number, unsafeString(text), head
		}
	}
	return number, "", nil
}

// headerAtStart returns the header with which the file begins, nil if there is none. Names
// alone may be text too: unless they are those of the console, one of the first records
// must have a time, or there must be nothing else in the file.
func (r *entryReader) headerAtStart(line string, following []byte) (*csvHeader, error) {
	field := r.line.config.TimeField
	h := r.line.parseCSVHeader(line, field)
	switch {
	case h != nil && (r.findClock(h, following) || h.console || len(trimBlanks(following)) == 0 && !r.line.timeOf(line).OK()):
		return h, nil
	case h != nil || field == "":
		return nil, nil
	}
	if other := r.line.parseCSVHeader(line, ""); other != nil && r.findClock(other, following) {
		return nil, fmt.Errorf("no column %q: want one of the header, as in --time-field %s", excerpt(field), excerpt(other.names[other.time]))
	}
	return nil, nil
}

// findTable returns the header that a line after others is, nil if it is none. There it
// must be one of the console, or have the column that the user has named.
func (r *entryReader) findTable(line []byte) *csvHeader {
	field := r.line.config.TimeField
	mayBeConsole := consoleStarts[line[0]] && bytes.Contains(line, []byte("timestamp"))
	if !mayBeConsole && (field == "" || line[0] == '{' || !bytes.Contains(line, []byte(field))) {
		return nil
	}
	h := r.line.parseCSVHeader(unsafeString(line), field)
	if h == nil || !h.console && field == "" || !r.precedesRecords(h) {
		return nil
	}
	return h
}

// precedesRecords reports whether one of the first records after the last line has a time.
// How much is looked at in vain is limited, so that a file of headers takes no more time.
func (r *entryReader) precedesRecords(h *csvHeader) bool {
	if r.looked > longestLine+4*r.lines.next {
		return false
	}
	_, following := r.lines.peek(headSize)
	return r.findClock(h, following)
}

// findClock looks for the first time of the records after a header. It is that of the
// records before it, if no event had one yet.
func (r *entryReader) findClock(h *csvHeader, following []byte) bool {
	const most = 100
	var q quotes
	records, start, end := 0, 0, 0
	for line := range bytes.Lines(following) {
		if end += len(line); q.open(withoutEnd(line), h.separator) {
			continue
		}
		if t := r.line.recordTime(h, following[start:end]); t.OK() {
			if !r.clocked {
				r.to.clock, r.clocked = t.MS, true
			}
			return true
		}
		start = end
		if records++; records == most {
			break
		}
	}
	r.looked += int64(end)
	return false
}

// recordTime returns the time of a record, if it has one that the end of the file does not
// cut.
func (r *lineReader) recordTime(h *csvHeader, record []byte) stamp.Time {
	isCut := record[len(record)-1] != '\n'
	record = withoutEnd(record)
	r.words = h.split(r.words[:0], record)
	if len(r.words) != len(h.names) || isCut && h.unfinished(r.config, unsafeString(record), r.words, r.modified) {
		return stamp.Time{}
	}
	return h.at(r.config, r.words, r.modified)
}
