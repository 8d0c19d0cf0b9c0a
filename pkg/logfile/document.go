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
	"github.com/fanlight/fanlight/pkg/logfile/internal/unpack"
)

// documents reads JSON documents that follow each other.
type documents struct {
	r    *entryReader
	s    jsonStream
	base int64 // of offsets

	messageType, group, stream string // of a subscription's payload
	known                      int    // how many of the three are known
}

// documentsAtStart reads the documents at the start of the file, up to what is not one.
func (r *entryReader) documentsAtStart() error {
	d := documents{r: r, s: jsonStream{in: r.lines.in, line: 1}}
	joined := isJoined(r.lines.in)
	for {
		if ok, err := d.next(joined); err != nil || !ok {
			r.lines.next, r.lines.number = d.s.offset, d.s.line-1
			return d.failed(err)
		}
	}
}

// isJoined reports whether the file starts with JSON objects without line ends between
// them, as Firehose writes what it is given.
func isJoined(in *bufio.Reader) bool {
	head, _ := in.Peek(headSize) // of a shorter file, all of it
	text := strings.TrimLeft(unsafeString(head), " \t\r\n")
	if !strings.HasPrefix(text, "{") {
		return false
	}
	var o object
	o.scan(text)
	return o.end > 0 && strings.HasPrefix(text[o.end:], "{")
}

// headSize is how many bytes are looked at to recognise a document.
const headSize = 64 << 10

// next reads a document. It reports false, and reads nothing, if there is none, or if it
// is an object that lines can hold: unless objects are joined.
func (d *documents) next(joined bool) (ok bool, err error) {
	first, err := d.s.peek()
	if errors.Is(err, io.EOF) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	head := d.head()
	switch {
	case first == '[' && isList(head):
		return true, d.list(plainObject)
	case first != '{':
		return false, nil
	}
	kind := documentKind(unsafeString(head))
	if kind == plainObject && !joined {
		return false, nil
	}
	return true, d.document(kind)
}

// head returns the start of the next document: what is in the buffer, if that is enough
// to see its kind.
func (d *documents) head() []byte {
	const enough = 4 << 10
	if n := d.s.in.Buffered(); n >= enough {
		head, _ := d.s.in.Peek(min(n, headSize)) // it is in the buffer
		return head
	}
	head, _ := d.s.in.Peek(headSize) // of a shorter file, all of it
	return head
}

// document reads an object of a kind.
func (d *documents) document(k kind) error {
	switch k {
	case plainObject:
		return d.element(k)
	case lambdaEvent:
		return &unpack.NotTextError{What: "the event of a Lambda function that is subscribed to a log group",
			Remedy: "unpack its data, as with jq -r .awslogs.data FILE | base64 -d"}
	case queryResult:
		return &unpack.NotTextError{What: "the result of a query, as get-query-results prints it",
			Remedy: "read the log events themselves, as filter-log-events prints them"}
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
		return bytes.Clone(d.s.value), err
	}
	return nil, d.list(k)
}

var listNames = map[kind]string{eventPage: "events", subscription: "logEvents", recordList: "Records"}

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
	offset, line := d.base+d.s.offset, d.s.line
	if err := d.s.read(true); err != nil {
		return err
	}
	if d.s.value[0] != '{' {
		return notEvents(d.s.value[0])
	}
	if !jsonscan.Valid(unsafeString(d.s.value)) {
		return &lineError{line, fmt.Errorf("invalid JSON object: %w", invalidJSON(d.s.value))}
	}
	if k == eventPage || k == subscription {
		return d.event(k, item{offset: offset, line: line})
	}
	return d.r.readWhole(compact(d.s.value), item{offset: offset, line: line})
}

// invalidJSON returns what is wrong with a text.
func invalidJSON(text []byte) error {
	var any json.RawMessage
	return json.Unmarshal(text, &any)
}

// notEvents returns the error of a list of other things than objects.
func notEvents(first byte) error {
	what := "a JSON list that does not hold objects"
	switch first {
	case '"':
		what = "a list of texts without their times, as --query 'events[].message' prints"
	case '[':
		what = "a list of lists, as --query prints rows"
	}
	return &unpack.NotTextError{What: what, Remedy: "export whole events, without --query"}
}

// failed adds the line to an error.
func (d *documents) failed(err error) error {
	l := lines{number: d.s.line}
	return l.failed(err)
}
