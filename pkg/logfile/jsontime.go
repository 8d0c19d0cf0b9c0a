package logfile

import (
	"cmp"
	"math/bits"
	"strconv"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
)

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
	if r.object.end < 0 && strings.HasSuffix(line, v.Text) {
		return stamp.Time{} // it may be cut off
	}
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

// time reads the value of a slot as a time.
func (r *lineReader) time(slot int) (t stamp.Time) {
	if r.object.have&(1<<slot) == 0 {
		return t
	}
	value := r.object.values[slot]
	switch {
	case slot == embedded:
		return r.embedded(value)
	case value[0] == '"':
		return r.textTime(slot, value)
	case value == "null":
		return t
	case value[0] == '{':
		t = parted(value)
	case value[0] == '[' && isDateList(value):
		return readable(t)
	default:
		t = stamp.Number(value)
	}
	if certain[slot] {
		return readable(t)
	}
	return t
}

// embedded reads the time of the embedded metric format.
func (r *lineReader) embedded(value string) stamp.Time {
	embeddedTime.Find(value, r.fields.found[:])
	if v := r.fields.found[0]; v.Kind == jsonscan.Number || v.Kind == jsonscan.String {
		return readable(stamp.Number(v.Text))
	}
	return stamp.Time{}
}

// textTime reads a string as a time. A date gets the time of day that the field time has,
// as CloudFront's JSON logs have them; it is not a time if the object is cut off before that
// or in the zone.
func (r *lineReader) textTime(slot int, quoted string) stamp.Time {
	text := r.text(quoted)
	t := stamp.Value(text)
	isDate := stamp.Date(text).OK()
	hasClock := slot != plainTime && r.object.have&(1<<plainTime) != 0 && r.object.values[plainTime][0] == '"'
	switch {
	case hasClock && isDate && r.object.cutsZone():
		return stamp.Time{}
	case hasClock && (isDate || t.Kind == stamp.None && text != ""):
		t = r.dateTime(text)
		if isDate || timeFields[slot] == "date" {
			return readable(t)
		}
	case isDate && r.object.end < 0:
		return stamp.Time{}
	}
	if certain[slot] && text != "" {
		return readable(t)
	}
	return t
}

// dateTime reads a date with the time of day of the field time and the zone of tz or
// timezone, if the object has one.
func (r *lineReader) dateTime(date string) stamp.Time {
	at := date + " " // a copy, since the next text may overwrite it
	at += r.text(r.object.values[plainTime])
	if r.object.others {
		var found [2]jsonscan.Value
		zoneFields.Find(r.object.text, found[:])
		if zone := cmp.Or(found[0].Text, found[1].Text); zone != "null" {
			at += zone
		}
	}
	return stamp.Value(at)
}

// cutsZone reports whether an object is cut off in or after the name of the field with the
// zone.
func (o *object) cutsZone() bool {
	if o.end >= 0 {
		return false
	}
	last := o.text[strings.LastIndexByte(o.text, ',')+1:]
	return strings.Contains(last, `"tz`) || strings.Contains(last, `"timezone`)
}

// zoneFields are the names of fields with the zone of a date and a time of day.
var zoneFields = jsonscan.New([]string{"tz", "timezone"})

// isDateList reports whether a list begins with a year, as Jackson writes the times of Java:
// [2026,1,31,10,0,0].
func isDateList(list string) bool {
	year, _, more := strings.Cut(strings.TrimLeft(list[1:], " "), ",")
	return more && len(year) == 4 && hasPrefix(year, "19", "20")
}

// certain are the slots of names that nothing but a time has: nginx writes a duration as
// request_time.
var certain = func() (all [slots]bool) {
	for i, name := range timeFields {
		all[i] = len(name) > len("time") && strings.Contains(strings.ToLower(name), "time") && name != "request_time"
	}
	return all
}()

// parted reads a time that is an object: of MongoDB's log and export, of Google's, and of
// Log4j's layout. The last two have the nanoseconds of the second apart.
func parted(value string) stamp.Time {
	var found [6]jsonscan.Value
	partedTime.Find(value, found[:])
	nanos := found[4:]
	for i, v := range found[:4] {
		if v.Kind != jsonscan.Number && v.Kind != jsonscan.String {
			continue
		}
		t := stamp.Value(v.Text)
		if i >= 2 && t.OK() {
			t.MS += nanosecond(nanos[0]) + nanosecond(nanos[1])
		}
		return t
	}
	return stamp.Time{}
}

var partedTime = jsonscan.New([]string{"$date", "$date.$numberLong", "seconds", "epochSecond", "nanos", "nanoOfSecond"})

// nanosecond returns the milliseconds of a number of nanoseconds, 0 if it is not one of a
// second.
func nanosecond(v jsonscan.Value) int64 {
	n, err := strconv.ParseUint(v.Text, 10, 64)
	if v.Kind != jsonscan.Number || err != nil || n >= uint64(time.Second) {
		return 0
	}
	return int64(n) / int64(time.Millisecond)
}

var embeddedTime = jsonscan.New([]string{"Timestamp"})
