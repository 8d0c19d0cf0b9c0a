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
	instant // of @timestamp and bin: a number that shows as a date
)

// value is what an expression yields for one row. JSON numbers stay text until
// arithmetic or a comparison needs them, so they show as they were written.
type value struct {
	kind kind
	num  float64 // an instant's are milliseconds since the epoch
	text string  // may lie in the event's memory: see keep
}

func numberOf(f float64) value { return value{kind: number, num: f} }
func textOf(s string) value    { return value{kind: text, text: s} }

// finiteNumber makes a result of arithmetic absent where it has no number: 1/0.
func finiteNumber(f float64) value {
	if math.IsInf(f, 0) || math.IsNaN(f) {
		return value{}
	}
	return numberOf(f)
}

// condition makes a predicate's outcome a number, as the service does:
// sum(status >= 500) counts.
func condition(b bool) value {
	if b {
		return numberOf(1)
	}
	return numberOf(0)
}

// number reads the value as a number; texts that spell one are numbers too.
func (v *value) number() (float64, bool) {
	switch v.kind {
	case number, instant:
		return v.num, true
	case text:
		return parseNumber(v.text)
	}
	return 0, false
}

// timeLayout is how the service shows timestamps and bins, in UTC.
const timeLayout = "2006-01-02 15:04:05.000"

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
// as a float64 always carries, so that 0.1+0.2 shows as 0.3. How the service
// rounds is not documented.
const significantDigits = 15

// formatNumber writes integers in full and fractions as the shortest decimal,
// never with an exponent.
func formatNumber(f float64) string {
	if f == 0 {
		return "0" // not -0
	}
	if f == math.Trunc(f) {
		return strconv.FormatFloat(f, 'f', 0, 64)
	}
	rounded := strconv.FormatFloat(f, 'e', significantDigits-1, 64)
	f, _ = strconv.ParseFloat(rounded, 64) // what FormatFloat wrote, it reads
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// keep copies v's text to the end of buffer, which outlives the event.
func keep(buffer []byte, v value) ([]byte, value) {
	if v.text == "" {
		return buffer, v
	}
	start := len(buffer)
	buffer = append(buffer, v.text...)
	v.text = unsafeString(buffer[start:])
	return buffer, v
}
