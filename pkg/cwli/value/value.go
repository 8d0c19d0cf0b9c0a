package value

import (
	"math"
	"slices"
	"time"
)

// Kind is the type of a Value.
type Kind uint8

// The kinds of values.
const (
	Absent Kind = iota
	Text        // characters, which may have the form of a number
	Number      // the result of a computation
	Double      // a number of Lambda's fields; shows as Java shows it
	Time        // milliseconds since 1970, which show as a date
	List        // a JSON array
	Map         // a JSON object
)

// Value is the value of an expression for one row. The zero Value is absent.
type Value struct {
	Kind Kind
	Num  float64 // of a Number, a Double or a Time
	Text string  // of a Text, and the JSON text of a List or Map; may be in memory of the event, see Keep
}

// OfNumber returns the result of a computation, absent if it is infinite or NaN, as
// 1/0 is.
func OfNumber(f float64) Value {
	if math.IsInf(f, 0) || math.IsNaN(f) {
		return Value{}
	}
	return Value{Kind: Number, Num: f}
}

// OfText returns a text.
func OfText(s string) Value { return Value{Kind: Text, Text: s} }

// OfTime returns a time, from milliseconds since 1970.
func OfTime(ms int64) Value { return Value{Kind: Time, Num: float64(ms)} }

// OfTruth returns the value of a condition: 1 or 0, as on the service, where
// sum(status >= 500) counts.
func OfTruth(b bool) Value {
	if b {
		return Value{Kind: Number, Num: 1}
	}
	return Value{Kind: Number}
}

// Present reports whether there is a value.
func (v Value) Present() bool { return v.Kind != Absent }

// Opaque reports whether v is a list or a map. No comparison holds for one, and
// functions of numbers, texts and times give no value for it
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html).
func (v Value) Opaque() bool { return v.Kind == List || v.Kind == Map }

// Float returns the value as a number. ok is false if it is absent, a list, a map,
// or a text that is not a number.
func (v Value) Float() (f float64, ok bool) {
	switch v.Kind {
	case Number, Double, Time:
		return v.Num, true
	case Text:
		return Parse(v.Text)
	}
	return 0, false
}

// Plain returns a Double as a Number, which shows without an exponent, and any other value
// as it is: so the results of stats show.
func (v Value) Plain() Value {
	if v.Kind == Double {
		v.Kind = Number
	}
	return v
}

// Holds reports whether the value holds as a condition: a number other than 0.
func (v Value) Holds() bool {
	f, ok := v.Float()
	return ok && f != 0
}

// TimeLayout is the layout in which the service shows timestamps and bins, in UTC.
const TimeLayout = "2006-01-02 15:04:05.000"

// String returns the value as results show it. An absent value is empty.
func (v Value) String() string {
	switch v.Kind {
	case Number:
		return string(appendNumber(nil, v.Num))
	case Double:
		return formatJava(v.Num)
	case Time:
		return time.UnixMilli(int64(v.Num)).UTC().Format(TimeLayout)
	}
	return v.Text
}

// KeepAll gives values copies of their texts, which it appends to buffer and returns. They
// are in one array: if it grew for each, those of before would be kept too.
func KeepAll(values []Value, buffer []byte) []byte {
	size := 0
	for i := range values {
		size += len(values[i].Text)
	}
	buffer = slices.Grow(buffer, size)
	for i := range values {
		buffer, values[i] = values[i].Keep(buffer)
	}
	return buffer
}

// Keep appends v's text to buffer, and returns buffer and v with the copy: a text
// that remains valid when the memory of the event is overwritten.
func (v Value) Keep(buffer []byte) ([]byte, Value) {
	if v.Text == "" {
		return buffer, v
	}
	start := len(buffer)
	buffer = append(buffer, v.Text...)
	v.Text = unsafeString(buffer[start:])
	return buffer, v
}
