package logfile

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
)

// documents reads the JSON documents at the start of a file, whose members are events. In
// any other place a program has logged such a document, so it is one event.
type documents struct {
	r    *entryReader
	s    jsonStream
	sure int64 // up to this offset there is nothing but documents

	messageType, group, stream string // of a subscription's payload
	known                      int    // how many of the three are known
}

// documentsAtStart reads the documents at the start of the file, up to what is not one.
func (r *entryReader) documentsAtStart() error {
	d := documents{r: r, s: jsonStream{in: r.lines.in, line: 1}}
	ok, err := d.next()
	for ok && err == nil {
		ok, err = d.next()
	}
	if err == nil {
		err = d.joinedLines()
	}
	r.lines.next, r.lines.number = d.s.offset, d.s.line-1
	return d.failed(err)
}

// headSize is how many bytes are looked at to recognise a document.
const headSize = 64 << 10

// next reads a document. It reports false, and reads nothing but lines without text, if
// there is none.
func (d *documents) next() (ok bool, err error) {
	head, whole := d.head()
	switch k := d.r.line.documentKind(unsafeString(head)); {
	case k == plainJSON,
		k == emptyDocument && !d.isFollowed(head, whole),
		(k.hasRecords() || k == objectList) && !endsLine(head),
		k.hasRecords() && k != recordList && !d.isAlone(head):
		return false, nil
	case k.isForeign():
		return false, d.foreign(k, head, whole)
	default:
		return true, d.document(k)
	}
}

// head returns the start of what follows, after the blanks, and whether that is the rest
// of the file. It reads the lines without text before it.
func (d *documents) head() (head []byte, whole bool) {
	for {
		head, err := d.s.in.Peek(headSize)
		rest := trimBlanks(head)
		if len(rest) > 0 || len(head) == 0 {
			d.s.discard(head, bytes.LastIndexByte(head[:len(head)-len(rest)], '\n')+1)
			return rest, err != nil
		}
		d.s.discard(head, len(head))
	}
}

// isFollowed reports whether a document without events is followed by documents, or by
// nothing. Otherwise it is a line of a log.
func (d *documents) isFollowed(head []byte, whole bool) bool {
	if d.s.offset < d.sure {
		return true
	}
	rest, k, done := head, emptyDocument, true
	for k == emptyDocument && done && len(rest) > 0 {
		var b balance
		n, _ := b.step(rest)
		rest = trimBlanks(rest[n:])
		k = d.r.line.documentKind(unsafeString(rest))
		b = balance{}
		_, done = b.step(rest)
	}
	if isCut := !whole && !done; len(rest) > 0 && !k.holdsEvents() && !(isCut && len(rest) < len(head)/2) {
		return false
	}
	d.sure = d.s.offset + int64(len(head)-len(rest))
	return true
}

// isAlone reports whether nothing but documents with Records follows one, as far as can be
// seen. Otherwise it may be what a function has received and logged.
func (d *documents) isAlone(head []byte) bool {
	if d.s.offset < d.sure {
		return true
	}
	rest := head
	for len(rest) > 0 {
		var b balance
		n, done := b.step(rest)
		if !done {
			break
		}
		if k := d.r.line.documentKind(unsafeString(rest[:n])); !k.hasRecords() && k != emptyDocument {
			return false
		}
		rest = trimBlanks(rest[n:])
	}
	d.sure = d.s.offset + int64(len(head)-len(rest))
	return len(rest) == 0 || rest[0] == '{'
}

// document reads a document of a kind.
func (d *documents) document(k kind) error {
	switch k {
	case objectList:
		return d.list(k)
	case emptyDocument:
		return d.s.read(false)
	}
	d.messageType, d.group, d.stream, d.known = "", "", "", 0
	if err := d.s.take('{'); err != nil {
		return err
	}
	var later []byte
	for first := true; ; first = false {
		if ok, err := d.s.more('}', first); err != nil || !ok {
			return errors.Join(err, d.late(k, later))
		}
		held, err := d.member(k)
		if err != nil {
			return err
		}
		later = append(later, held...)
	}
}

// member reads a member. It returns the list of a subscription whose stream is not known
// yet, for late.
func (d *documents) member(k kind) (later []byte, err error) {
	if err := d.s.read(true); err != nil {
		return nil, err
	}
	name := d.text()
	if err := d.s.take(':'); err != nil {
		return nil, err
	}
	if name != listNames[k] {
		return nil, d.property(k, name)
	}
	if k == subscription && d.known < 3 {
		err := d.s.read(true)
		if errors.Is(err, errTooLong) {
			err = errLateNames
		}
		return bytes.Clone(d.s.value), err
	}
	return nil, d.list(k)
}

var listNames = map[kind]string{eventPage: "events", subscription: "logEvents", recordList: "Records", someRecords: "Records", notification: "Records"}

var errLateNames = fmt.Errorf("invalid payload: its logEvents have more than %d bytes and are before messageType, logGroup or logStream: "+
	"write these first, as with jq '{messageType, logGroup, logStream, logEvents}'", longestLine)

// property reads a member that is not the list.
func (d *documents) property(k kind, name string) error {
	value, wanted := map[string]*string{"messageType": &d.messageType, "logGroup": &d.group, "logStream": &d.stream}[name]
	if k != subscription || !wanted {
		return d.s.read(false)
	}
	err := d.s.read(true)
	*value = d.r.to.name(d.text())
	d.known++
	return err
}

// late reads the events of a subscription whose stream comes after them.
func (d *documents) late(k kind, list []byte) error {
	if len(list) == 0 {
		return nil
	}
	outer := d.s
	d.s = jsonStream{in: bufio.NewReader(bytes.NewReader(list)), offset: outer.offset - int64(len(list)), line: outer.line}
	err := d.list(k)
	d.s = outer
	return err
}

// text decodes the string that was read.
func (d *documents) text() string {
	v := d.s.value
	if len(v) < 2 || v[0] != '"' {
		return ""
	}
	return string(jsonscan.Unescape(nil, unsafeString(v[1:len(v)-1])))
}

// list reads a list of events or of objects.
func (d *documents) list(k kind) error {
	if err := d.s.take('['); err != nil {
		return err
	}
	for first := true; ; first = false {
		if ok, err := d.s.more(']', first); err != nil || !ok {
			return err
		}
		if err := d.element(k); err != nil {
			return err
		}
	}
}

// element reads an object as an event.
func (d *documents) element(k kind) error {
	if _, err := d.s.peek(); err != nil {
		return unexpectedEnd(err)
	}
	i := item{offset: d.s.offset, line: d.s.line}
	if err := d.s.read(true); err != nil {
		return err
	}
	if d.s.value[0] != '{' {
		return &lineError{i.line, fmt.Errorf("invalid %q in a list of objects", string(rune(d.s.value[0])))}
	}
	if !jsonscan.Valid(unsafeString(d.s.value)) {
		return &lineError{i.line, fmt.Errorf("invalid JSON object: %w", invalidJSON(d.s.value))}
	}
	if k == eventPage || k == subscription {
		return d.event(k, i)
	}
	return d.r.readWhole(compact(d.s.value), i)
}

// invalidJSON returns what is wrong with a text.
func invalidJSON(text []byte) error {
	var any json.RawMessage
	return json.Unmarshal(text, &any)
}

// failed adds the line to an error.
func (d *documents) failed(err error) error {
	l := lines{number: d.s.line}
	return l.failed(err)
}

// endsLine reports whether nothing but other JSON follows a document on its line. A
// line of text may start with a bracket too.
func endsLine(head []byte) bool {
	var b balance
	if n, done := b.step(head); done && jsonscan.Structure(unsafeString(head[:n])) != jsonscan.None {
		return isEndOfLine(head[n:])
	}
	_, end, err := decodeFirst(bytes.NewReader(head))
	return errors.Is(err, io.ErrUnexpectedEOF) || err == nil && isEndOfLine(head[end:])
}

// isEndOfLine reports whether a text starts with the end of a line, or with JSON.
func isEndOfLine(text []byte) bool {
	text = bytes.TrimLeft(text, " \t\r")
	return len(text) == 0 || bytes.IndexByte([]byte("\n{["+recordSeparator), text[0]) >= 0 || bytes.HasPrefix(text, byteOrderMark)
}

// decodeFirst returns the JSON that a text begins with, and its length, blanks before it
// included. The error is io.ErrUnexpectedEOF if the text ends in it.
func decodeFirst(in io.Reader) (text json.RawMessage, length int64, err error) {
	d := json.NewDecoder(in)
	err = d.Decode(&text)
	return text, d.InputOffset(), err
}
