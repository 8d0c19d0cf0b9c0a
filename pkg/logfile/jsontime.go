package logfile

import (
	"math/bits"
	"strings"

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
	text := r.text(value)
	t := stamp.Value(text)
	if slot != plainTime && r.object.have&(1<<plainTime) != 0 && r.object.values[plainTime][0] == '"' && stamp.Date(text).OK() {
		return r.withClock(t)
	}
	if certain[slot] && len(value) > len(`""`) {
		return readable(t)
	}
	return t
}

// withClock adds the time of day that the field time has to a date.
func (r *lineReader) withClock(date stamp.Time) stamp.Time {
	ms, ok := stamp.Clock(r.text(r.object.values[plainTime]))
	if !ok {
		return stamp.Time{Kind: stamp.Invalid}
	}
	date.MS += ms
	return date
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
