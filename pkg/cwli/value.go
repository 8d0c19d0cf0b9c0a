package cwli

import (
	"math"
	"strconv"
	"time"
)

type kind uint8

const (
	absent kind = iota
	number
	text
	instant // a number of milliseconds that shows as a date: @timestamp, bin
)

// value is the value of an expression for one row. Numbers in JSON stay texts until
// arithmetic or a comparison needs them, so they show as they were written.
type value struct {
	kind kind
	num  float64 // for an instant, milliseconds since 1970
	text string  // may be in the memory of the event, which keep copies
}

func numberOf(f float64) value { return value{kind: number, num: f} }
func textOf(s string) value    { return value{kind: text, text: s} }

// finiteNumber returns a result of arithmetic, absent if it is infinite or NaN, as
// 1/0 is.
func finiteNumber(f float64) value {
	if math.IsInf(f, 0) || math.IsNaN(f) {
		return value{}
	}
	return numberOf(f)
}

// condition returns the value of a condition: 1 or 0, as on the service, where
// sum(status >= 500) counts.
func condition(b bool) value {
	if b {
		return numberOf(1)
	}
	return numberOf(0)
}

// number returns the value as a number. ok is false if it is absent, or a text
// that is not a number.
func (v *value) number() (f float64, ok bool) {
	switch v.kind {
	case number, instant:
		return v.num, true
	case text:
		return parseNumber(v.text)
	}
	return 0, false
}

// timeLayout is the layout in which the service shows timestamps and bins, in UTC.
const timeLayout = "2006-01-02 15:04:05.000"

// String returns the value as results show it.
func (v *value) String() string {
	switch v.kind {
	case number:
		return formatNumber(v.num)
	case instant:
		return time.UnixMilli(int64(v.num)).UTC().Format(timeLayout)
	}
	return v.text
}

// significantDigits is the number of digits to which fractions are rounded: as many
// as a float64 holds exactly, so that 0.1+0.2 shows as 0.3. AWS does not document
// how the service rounds.
const significantDigits = 15

// formatNumber returns an integer in full, and a fraction as its shortest decimal,
// without an exponent.
func formatNumber(f float64) string { return string(appendNumber(nil, f)) }

// appendNumber appends what formatNumber returns.
func appendNumber(to []byte, f float64) []byte {
	if f == 0 {
		return append(to, '0') // not -0
	}
	if f == math.Trunc(f) {
		return strconv.AppendFloat(to, f, 'f', 0, 64)
	}
	rounded := strconv.FormatFloat(f, 'e', significantDigits-1, 64)
	f, _ = strconv.ParseFloat(rounded, 64) // reads what FormatFloat wrote
	return strconv.AppendFloat(to, f, 'f', -1, 64)
}

// keep appends v's text to buffer, and returns buffer and v with the copy: a text
// that remains valid when the event's memory is overwritten.
func keep(buffer []byte, v value) ([]byte, value) {
	if v.text == "" {
		return buffer, v
	}
	start := len(buffer)
	buffer = append(buffer, v.text...)
	v.text = unsafeString(buffer[start:])
	return buffer, v
}
