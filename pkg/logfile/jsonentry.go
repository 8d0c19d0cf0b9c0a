package logfile

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
)

// readJSON reads a line that starts with an object, at an offset of the file: an event,
// a document, objects without line ends between them, or the first line of an object that
// was printed on several.
func (r *entryReader) readJSON(line []byte, offset int64) error {
	s, o := unsafeString(line), &r.line.object
	if r.known != nil {
		if d, at, slot := r.known.match(s); d != nil {
			r.begin(r.lines.last).Document = d
			return r.emit(item{at: at, layout: jsonLayouts[slot], offset: offset, line: r.lines.number, text: s})
		}
	}
	o.scanTime(s)
	if o.end < 0 && o.cut {
		if r.goesOn() {
			return r.readPretty(offset)
		}
		s = strings.TrimLeft(unsafeString(r.lines.last), " \t") // goesOn may have moved the line
		o.scan(s)
	}
	switch {
	case o.end > 0 && o.have&listMask != 0 && documentKind(s) != plainObject,
		o.end > 0 && strings.HasPrefix(s[o.end:], "{") && jsonscan.Valid(s[:o.end]):
		return r.readInner(line, offset, r.lines.number)
	case o.end < 0 && (o.have != 0 || o.others):
		r.to.report.Cut++
	}
	return r.sendObject(r.lines.last, s, item{offset: offset, line: r.lines.number})
}

// readWhole sends an object of a document as an event.
func (r *entryReader) readWhole(text []byte, i item) error {
	s := unsafeString(text)
	r.line.object.scan(s)
	return r.sendObject(text, s, i)
}

// sendObject sends an event, of which r.line.object holds the object.
func (r *entryReader) sendObject(text []byte, object string, i item) error {
	e := r.begin(text)
	i.at, i.layout, i.id = r.line.readObject(object, e)
	i.text = object
	if r.known != nil {
		r.known.learn(object, i.layout, &r.line.object)
	}
	return r.emit(i)
}

// goesOn reports whether the next line can go on with an object that was printed on
// several: it is indented, or ends what was opened.
func (r *entryReader) goesOn() bool {
	_, following := r.lines.peek(1)
	return len(following) > 0 && bytes.IndexByte([]byte(" \t}]"), following[0]) >= 0
}

// isList reports whether a text starts with a JSON list that has objects, or is one whole
// line that is a list. A line of text may start with a bracket too.
func isList(text []byte) bool {
	line, _, _ := bytes.Cut(text, []byte{'\n'})
	line = bytes.TrimSpace(line)
	if len(line) < 2 || line[0] != '[' {
		return len(line) == 1 && line[0] == '['
	}
	inner := bytes.TrimLeft(line[1:], " \t")
	switch inner[0] {
	case '{':
		return len(inner) == 1 || bytes.IndexByte([]byte(`"} `), inner[1]) >= 0
	case '"', '[', ']':
		return json.Valid(line)
	}
	return false
}

// readList reads a list on one line or on several.
func (r *entryReader) readList(line []byte) error {
	var b balance
	if _, done := b.step(line); done {
		return r.readInner(line, r.lines.offset, r.lines.number)
	}
	return r.readPretty(r.lines.offset)
}

// readPretty reads the last line and the following ones, up to the end of the object or
// list that begins there.
func (r *entryReader) readPretty(offset int64) error {
	start := r.lines.number
	var b balance
	r.pretty = append(r.pretty[:0], bytes.TrimLeft(r.lines.last, " \t")...)
	_, done := b.step(r.pretty)
	for !done {
		line, err := r.lines.read()
		if errors.Is(err, io.EOF) {
			return &lineError{start, fmt.Errorf("the JSON that begins here: %w", io.ErrUnexpectedEOF)}
		}
		if err != nil {
			return err
		}
		_, done = b.step(line)
		r.pretty = append(append(r.pretty, '\n'), line...)
		if len(r.pretty) > longestLine {
			return &lineError{start, errTooLong}
		}
	}
	return r.readInner(r.pretty, offset, start)
}

// readInner reads documents that are held in memory.
func (r *entryReader) readInner(text []byte, offset int64, line int) error {
	if r.inner == nil {
		r.inner = bufio.NewReaderSize(nil, headSize)
	}
	r.inner.Reset(bytes.NewReader(text))
	d := documents{r: r, s: jsonStream{in: r.inner, line: line}, base: offset}
	for {
		ok, err := d.next(true)
		if err != nil {
			return d.failed(err)
		}
		if ok {
			continue
		}
		if c, err := d.s.peek(); err == nil {
			return d.failed(fmt.Errorf("invalid %q after a JSON object", string(rune(c))))
		}
		return nil
	}
}
