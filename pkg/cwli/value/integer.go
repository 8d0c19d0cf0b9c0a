package value

import (
	"math"
	"strconv"
	"strings"
)

// exactInteger is the size from which on a float64 does not hold each integer.
const exactInteger = 1 << 53

// OfInteger returns an integer as the result of a computation. One that a float64
// does not hold keeps its digits as a text.
func OfInteger(n int64) Value {
	if -exactInteger <= n && n <= exactInteger {
		return Value{Kind: Number, Num: float64(n)}
	}
	return OfText(strconv.FormatInt(n, 10))
}

// Long reports whether v is a text of the digits of an integer that a float64 may not
// hold, such as an identifier of 19 digits. Functions that could return it with its
// digits do so.
func (v Value) Long() bool {
	if v.Kind != Text || len(v.Text) <= exactDigits || !isInteger(v.Text) {
		return false
	}
	f, ok := Parse(v.Text)
	return ok && math.Abs(f) >= exactInteger
}

// Integer returns v as an integer, cut to it as 3.9 is to 3 and -3.9 to -3. Long
// integers are exact. ok is false if v is not a number, or not in 64 bits.
func (v Value) Integer() (n int64, ok bool) {
	if v.Long() {
		n, err := strconv.ParseInt(v.Text, 10, 64)
		return n, err == nil
	}
	const limit = 1 << 63
	f, ok := v.Float()
	if f = math.Trunc(f); !ok || f < -limit || f >= limit {
		return 0, false
	}
	return int64(f), true
}

// isInteger reports whether s is digits only, with or without a minus sign.
func isInteger(s string) bool {
	s = strings.TrimPrefix(s, "-")
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// digits returns the text of a field, without zeros after a decimal point, and the
// digits of a computed number.
func (v Value) digits() string {
	if v.Kind == Text {
		whole, fraction, _ := strings.Cut(strings.TrimSpace(v.Text), ".")
		if strings.Trim(fraction, "0") == "" {
			return whole
		}
		return v.Text
	}
	return string(appendNumber(nil, v.Num))
}
