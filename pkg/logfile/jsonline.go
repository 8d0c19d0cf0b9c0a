package logfile

import (
	"math/bits"
	"strconv"
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
		all[i] = &layout{name: "JSON lines", time: "field " + strconv.Quote(name)}
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
	case o.others || o.have&(1<<message|1<<dockerLog) == 0:
	case o.have&^eventMask == 0:
		if t, ok := r.unwrap(line, e); ok {
			return t, wrappedJSON, r.id()
		}
	case o.have&^dockerMask == 0 && o.have&(1<<plainTime) != 0:
		if t, ok := r.fromDocker(line, e); ok {
			return t, dockerJSON, ""
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
	} else if n, err := strconv.ParseInt(at, 10, 64); err != nil || n < stamp.MillisFrom || n >= stamp.MicrosFrom {
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

// ownTime reads the time of a JSON object: of the first of timeFields that has one. If
// none has, the first that has a time which does not exist, or whose zone is not known,
// says so.
func (r *lineReader) ownTime(line string) (t stamp.Time, l *layout) {
	if r.config.field != nil {
		return r.givenTime(line), givenField
	}
	for left := r.object.have & timeMask; left != 0; left &= left - 1 {
		slot := bits.TrailingZeros64(left)
		got := r.time(slot)
		if got.OK() {
			return got, jsonLayouts[slot]
		}
		if t.Kind == stamp.None && got.Kind != stamp.None {
			t, l = got, jsonLayouts[slot]
		}
	}
	return t, l
}

// givenTime reads the field that the user has named.
func (r *lineReader) givenTime(line string) stamp.Time {
	r.config.field.Find(line, r.fields.found[:])
	v := r.fields.found[0]
	switch v.Kind {
	case jsonscan.String, jsonscan.Number:
		return readable(r.config.value(v.Text, r.modified))
	case jsonscan.Escaped:
		return readable(r.config.value(string(jsonscan.Unescape(nil, v.Text)), r.modified))
	}
	return stamp.Time{}
}

// readable turns a value that must be a time but is not into an invalid time.
func readable(t stamp.Time) stamp.Time {
	if t.Kind == stamp.None {
		t.Kind = stamp.Invalid
	}
	return t
}

// time reads the value of a slot as a time. A date gets the time of day that the field
// time has, as CloudFront's JSON logs have them.
func (r *lineReader) time(slot int) stamp.Time {
	if r.object.have&(1<<slot) == 0 {
		return stamp.Time{}
	}
	value := r.object.values[slot]
	switch {
	case slot == embedded:
		embeddedTime.Find(value, r.fields.found[:])
		return stamp.Number(r.fields.found[0].Text)
	case value[0]-'0' <= 9:
		return stamp.Number(value)
	case value[0] == '{':
		return r.parted(value)
	case value[0] != '"':
		return stamp.Time{}
	}
	t := stamp.Value(r.text(value))
	if timeFields[min(slot, len(timeFields)-1)] == "date" && r.object.have&(1<<plainTime) != 0 {
		if ms, ok := stamp.Clock(r.text(r.object.values[plainTime])); ok {
			t.MS += ms
		}
	}
	if certain[slot] && len(value) > len(`""`) {
		return readable(t)
	}
	return t
}

// certain are the slots of names that nothing but a time has.
var certain = func() (all [slots]bool) {
	for i, name := range timeFields {
		all[i] = len(name) > len("time") && strings.Contains(strings.ToLower(name), "time")
	}
	return all
}()

// parted reads a time that is an object: of MongoDB's log, of Google's, and of Log4j's
// layout.
func (r *lineReader) parted(value string) stamp.Time {
	var found [3]jsonscan.Value
	partedTime.Find(value, found[:])
	for _, v := range found {
		if v.Kind == jsonscan.Number || v.Kind == jsonscan.String {
			return stamp.Value(v.Text)
		}
	}
	return stamp.Time{}
}

var partedTime = jsonscan.New([]string{"$date", "seconds", "epochSecond"})

var embeddedTime = jsonscan.New([]string{"Timestamp"})

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
