package value

import (
	"encoding/binary"
	"math"
	"strings"
)

// Values that Compare finds equal can be found by keys: one of those by which a value is
// looked for (EqualTo) is one of those by which the other is kept (EqualKeys). Of two equal
// values exactly one key is, so that a join makes each pair once. One key for a value would
// not do, as equality is not transitive: a time is equal to the number of its milliseconds
// and to the text that it shows as, and 1e20 to each long integer that is the same float64,
// which are not equal to each other.

// The first bytes of keys.
const (
	keyText   = 't' // any other text than a number
	keyTime   = 'd' // the text that a time shows as
	keyNumber = 'n' // a number
	keyLong   = 'L' // the digits of a long integer, see Long
	keyWhole  = 'W' // the digits of any other integer of that size
	anyLong   = 'l' // a number that is a long integer
	anyWhole  = 'w' // a number that is such an integer
)

// EqualKeys calls yield with the keys by which v is kept, appended to key: one to three.
// There is none for what is equal to nothing: an absent value, a list, a map. The memory of
// a key is used again for the next one.
func (v Value) EqualKeys(key []byte, yield func(key []byte)) {
	f, isNumber := v.Float()
	switch digits := v.beyond(f); {
	case !comparable(&v):
		return
	case !isNumber:
		yield(append(append(key, keyText), v.Text...))
	case digits == "":
		yield(numberKey(key, keyNumber, f))
	case v.Long():
		yield(digitsKey(key, keyLong, digits))
		yield(numberKey(key, anyLong, f))
	default:
		yield(digitsKey(key, keyWhole, digits))
		yield(numberKey(key, anyWhole, f))
	}
	if v.Kind == Time {
		yield(append(append(key, keyTime), v.String()...))
	}
}

// EqualTo calls yield with the keys of EqualKeys by which the values that are equal to v
// are found. The memory of a key is used again for the next one.
func (v Value) EqualTo(key []byte, yield func(key []byte)) {
	f, isNumber := v.Float()
	switch digits := v.beyond(f); {
	case !comparable(&v):
		return
	case !isNumber:
		yield(append(append(key, keyText), v.Text...))
		yield(append(append(key, keyTime), v.Text...))
		return
	case digits == "" && math.Abs(f) >= exactInteger:
		yield(numberKey(key, anyLong, f))
		yield(numberKey(key, anyWhole, f))
	case digits != "" && v.Long():
		yield(digitsKey(key, keyLong, digits))
		yield(digitsKey(key, keyWhole, digits))
	case digits != "":
		yield(digitsKey(key, keyLong, digits))
		yield(numberKey(key, anyWhole, f))
	}
	yield(numberKey(key, keyNumber, f))
	if v.Kind == Time {
		yield(append(append(key, keyText), v.String()...))
	}
}

func numberKey(key []byte, kind byte, f float64) []byte {
	if f == 0 {
		f = 0 // not -0
	}
	return binary.LittleEndian.AppendUint64(append(key, kind), math.Float64bits(f))
}

func digitsKey(key []byte, kind byte, digits string) []byte {
	sign := byte('+')
	if rest, negative := strings.CutPrefix(digits, "-"); negative {
		sign, digits = '-', rest
	}
	return append(append(key, kind, sign), strings.TrimLeft(digits, "0")...)
}

// beyond returns the digits of v, whose number is f, if it is an integer that a float64
// may not hold; empty if it is none.
func (v Value) beyond(f float64) string {
	if math.Abs(f) < exactInteger {
		return ""
	}
	if digits := v.digits(); isInteger(digits) {
		return digits
	}
	return ""
}
