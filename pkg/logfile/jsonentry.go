package logfile

import (
	"bytes"
	"encoding/json"
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
			return r.emit(&item{at: at, layout: jsonLayouts[slot], offset: offset, line: r.lines.number, text: s})
		}
	}
	o.scanTime(s)
	if o.end < 0 && o.cut {
		if p, err := r.printed(); err != nil {
			return err
		} else if p != nil {
			return r.readPrinted(p, offset)
		}
		s = strings.TrimLeft(unsafeString(r.lines.last), " \t") // printed may have moved the line
		o.scan(s)
	}
	switch {
	case o.end > 0 && startsObject(s[o.end:]) && r.line.isJoined(s, o.end):
		return r.readJoined(offset)
	case o.end > 0 && o.have&listMask != 0 && o.have&timeMask == 0:
		r.noteDocument(s)
	case o.end < 0 && (o.have != 0 || o.others):
		r.to.report.Cut++
	}
	return r.sendObject(r.lines.last, s, item{offset: offset, line: r.lines.number})
}

// startsObject reports whether the next byte of a text that is not a blank is a brace.
func startsObject(s string) bool {
	i := blanks(s, 0)
	return i < len(s) && s[i] == '{'
}

// noteDocument counts a document that has events of its own, but is a line of a log.
func (r *entryReader) noteDocument(text string) {
	if r.line.documentKind(text).holdsEvents() {
		r.to.report.Documents++
	}
}

// readWhole sends a text as an event, which may be an object.
func (r *entryReader) readWhole(text []byte, i item) error {
	s := unsafeString(text)
	if strings.HasPrefix(s, "{") {
		if r.line.object.scan(s); r.line.object.have&listMask != 0 {
			r.noteDocument(s)
		}
		return r.sendObject(text, s, i)
	}
	if strings.HasPrefix(s, "[") {
		r.noteDocument(s)
	}
	e := r.begin(text)
	i.at, i.layout = r.line.readText(s, e)
	i.text = s
	return r.emit(&i)
}

// sendObject sends an event, of which r.line.object holds the object.
func (r *entryReader) sendObject(text []byte, object string, i item) error {
	e := r.begin(text)
	i.at, i.layout, i.id = r.line.readObject(object, e)
	i.text = object
	if r.known != nil {
		r.known.learn(object, i.layout, &r.line.object)
	}
	return r.emit(&i)
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

// readList reads a list on one line or on several as an event, or as a batch of events.
func (r *entryReader) readList(line []byte) error {
	if jsonscan.Structure(unsafeString(line)) == jsonscan.Array {
		if r.isBatch(line) {
			whole, _ := r.lines.peek(0) // the line stays valid
			return r.readBatch(whole[len(whole)-len(line):], item{offset: r.lines.offset + int64(len(whole)-len(line)), line: r.lines.number})
		}
		r.noteDocument(unsafeString(line))
		return r.readLine(r.lines.last)
	}
	p, err := r.printed()
	switch {
	case err != nil:
		return err
	case p != nil:
		return r.readPrinted(p, r.lines.offset)
	}
	return r.readLine(r.lines.last)
}

// isBatch reports whether a line, which is a list, has objects with times, and the file has
// had nothing but JSON: then its members are events, as they are at the start of a file.
// After text, a program has logged it.
func (r *entryReader) isBatch(line []byte) bool {
	list := unsafeString(line)
	if r.hasText || r.line.documentKind(list) != objectList {
		return false
	}
	for v := range jsonscan.Elements(list) {
		if v.Kind != jsonscan.Object {
			return false
		}
	}
	return true
}

// readBatch reads the objects of a list as events.
func (r *entryReader) readBatch(list []byte, i item) error {
	d := r.documentsOf(list, i)
	return d.list(objectList)
}
