package logfile

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
)

// jsonLayouts are the layouts of JSON lines, by the field that has the time.
var jsonLayouts = func() (all [times]*layout) {
	for i, name := range timeFields {
		if i == embedded {
			name = "_aws.Timestamp"
		}
		all[i] = &layout{name: "JSON lines", time: "in `" + name + "`"}
	}
	return all
}()

// fieldReader has the memory of decoded strings, and what was found.
type fieldReader struct {
	found     [1]jsonscan.Value
	unescaped []byte
	id        []byte
}

// readObject reads a line that is a JSON object, which r.object holds. If the line is an
// event of the service or of Docker that has its message as a string, e.Message becomes
// that string; otherwise it stays as it is. id is that of the event in the service.
func (r *lineReader) readObject(line string, e *cwli.Event) (t stamp.Time, l *layout, id string) {
	o := &r.object
	switch {
	case o.others || o.have&(1<<message|1<<dockerLog|1<<rowMessage) == 0:
	case o.have&^eventMask == 0:
		if t, ok := r.unwrap(line, e); ok {
			return t, wrappedJSON, r.id()
		}
	case o.have&^dockerMask == 0 && o.have&(1<<plainTime) != 0:
		if t, ok := r.fromDocker(line, e); ok {
			return t, dockerJSON, ""
		}
	case o.have&^rowMask == 0 && o.have&(1<<atTimestamp) != 0:
		if t, ok := r.fromRow(line, e); ok {
			return t, rowJSON, ""
		}
	}
	if t, l = r.ownTime(line); !t.OK() && o.early {
		o.scan(line)
		t, l = r.ownTime(line)
	}
	return t, l, ""
}

// unwrap fills e from a line that has only the keys of an event of the service, with its
// time in milliseconds. Any other object is a message, even one with the fields
// timestamp and message. The command `aws logs tail --format none` writes times in ISO,
// together with an ID and a stream.
func (r *lineReader) unwrap(line string, e *cwli.Event) (t stamp.Time, ok bool) {
	o := &r.object
	if o.have&(1<<plainTimestamp) == 0 || o.values[message][0] != '"' || !jsonscan.Valid(line) {
		return t, false
	}
	at := o.values[plainTimestamp]
	t = stamp.Number(at)
	if at[0] == '"' && o.have&(1<<eventID) != 0 && o.have&(1<<logStreamName) != 0 {
		t = stamp.Value(r.text(at))
	} else if !isMillis(at) {
		return t, false
	}
	if !t.OK() {
		return t, false
	}
	e.IngestionTime = r.time(ingestionTime).MS // 0 is unknown
	e.Stream, e.Group = r.name(logStreamName), r.name(logGroupName)
	e.Message = unsafeBytes(r.text(o.values[message]))
	return t, true
}

// fromDocker fills e from a line of Docker's json-file driver
// (https://docs.docker.com/engine/logging/drivers/json-file/). A message without a line
// end goes on in the next line.
func (r *lineReader) fromDocker(line string, e *cwli.Event) (t stamp.Time, ok bool) {
	t = r.time(plainTime)
	if !t.OK() || r.object.values[dockerLog][0] != '"' || !jsonscan.Valid(line) {
		return t, false
	}
	text := r.text(r.object.values[dockerLog])
	whole := strings.TrimSuffix(text, "\n")
	e.Message = unsafeBytes(strings.TrimSuffix(whole, "\r"))
	r.source = sourceOf(r.object.have&(1<<dockerStream) != 0 && r.object.values[dockerStream] == `"stderr"`)
	r.goesOn = len(whole) == len(text)
	return t, true
}

// fromRow fills e from a row of a query that selects nothing but an event's own fields, as
// the console downloads them. The console writes UTC, and messages that are JSON as JSON.
func (r *lineReader) fromRow(line string, e *cwli.Event) (t stamp.Time, ok bool) {
	const rowTime = len(`"2026-01-01 10:00:00.000"`)
	at, text := r.object.values[atTimestamp], r.object.values[rowMessage]
	if len(at) != rowTime || at[len(`"2026-01-01`)] != ' ' || !jsonscan.Valid(line) {
		return t, false
	}
	if t = stamp.Value(at[1 : len(at)-1]); t.Kind != stamp.Local {
		return t, false
	}
	if text[0] != '"' && text[0] != '{' {
		return stamp.Time{}, false
	}
	t.Kind = stamp.Read
	e.Stream, e.Group = r.name(rowStream), r.name(rowLog)
	if _, group, found := strings.Cut(e.Group, ":"); found { // after the account
		e.Group = group
	}
	if e.Message = unsafeBytes(text); text[0] == '"' {
		e.Message = unsafeBytes(r.text(text))
	}
	return t, true
}

// text decodes a JSON string with its quotes. The result is valid until the next call.
func (r *lineReader) text(quoted string) string {
	if len(quoted) < 2 || quoted[0] != '"' {
		return ""
	}
	inner := quoted[1 : len(quoted)-1]
	if strings.IndexByte(inner, '\\') < 0 {
		return inner
	}
	r.fields.unescaped = jsonscan.Unescape(r.fields.unescaped[:0], inner)
	return unsafeString(r.fields.unescaped)
}

// name decodes the string of a slot to a copy that remains valid.
func (r *lineReader) name(slot int) string {
	if r.object.have&(1<<slot) == 0 {
		return ""
	}
	return r.names(r.text(r.object.values[slot]))
}

// id decodes the ID of an event, valid until the next call.
func (r *lineReader) id() string {
	if r.object.have&(1<<eventID) == 0 {
		return ""
	}
	quoted := r.object.values[eventID]
	if len(quoted) < 2 || quoted[0] != '"' {
		return ""
	}
	r.fields.id = jsonscan.Unescape(r.fields.id[:0], quoted[1:len(quoted)-1])
	return unsafeString(r.fields.id)
}
