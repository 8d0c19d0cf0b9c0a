package value

import (
	"cmp"
	"math"
	"strconv"
	"strings"
)

// Compare returns the order of two values: by number if both are numbers, else by
// text. ok is false if one is absent, a list or a map; then no comparison holds, not
// even !=. AWS does not document how the service compares; its samples have status=200
// and status="200" for the same logs.
func Compare(x, y *Value) (order int, ok bool) {
	if !comparable(x) || !comparable(y) {
		return 0, false
	}
	if a, ok := x.Float(); ok {
		if b, ok := y.Float(); ok {
			return compareNumbers(x, y, a, b), true
		}
	}
	return strings.Compare(x.String(), y.String()), true
}

func comparable(v *Value) bool { return v.Kind != Absent && !v.Opaque() }

// compareNumbers returns the order of a and b, the numbers of x and y. It compares
// the digits of integers that are too large for a float64 to hold exactly.
func compareNumbers(x, y *Value, a, b float64) int {
	if a == b && (x.Long() || y.Long()) {
		return compareIntegers(x.digits(), y.digits())
	}
	return cmp.Compare(a, b)
}

// compareIntegers returns the order of two integers of the same sign, from their
// digits. A text that is not digits only, such as 1e20, is equal to what a float64 has.
func compareIntegers(a, b string) int {
	if !isInteger(a) || !isInteger(b) {
		return 0
	}
	if a[0] == '-' {
		return compareDigits(b[1:], a[1:])
	}
	return compareDigits(a, b)
}

func compareDigits(a, b string) int {
	a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
}

// CompareNatural returns the order of two values in sort, min and max: absent
// values first, then texts, then numbers
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Sort.html;
// the place of absent values is not documented).
func CompareNatural(x, y *Value) int {
	if x.Kind == y.Kind && (x.Kind == Time || x.Kind == Number) {
		return cmp.Compare(x.Num, y.Num)
	}
	if x.Kind == Absent || y.Kind == Absent {
		return cmp.Compare(boolRank(x.Kind != Absent), boolRank(y.Kind != Absent))
	}
	a, xIsNumber := x.Float()
	b, yIsNumber := y.Float()
	if xIsNumber && yIsNumber {
		if a == b && math.Abs(a) >= exactInteger {
			return compareIntegers(x.exactly(a), y.exactly(b))
		}
		return cmp.Compare(a, b)
	}
	if xIsNumber || yIsNumber {
		return cmp.Compare(boolRank(xIsNumber), boolRank(yIsNumber))
	}
	return compareTexts(x.String(), y.String())
}

// exactly returns the digits of v, whose number is f, an integer: those that it has, or else
// those of the float64. Equality is not transitive (see EqualKeys), but an order must be.
func (v *Value) exactly(f float64) string {
	if digits := v.digits(); isInteger(digits) {
		return digits
	}
	return strconv.FormatFloat(f, 'f', 0, 64)
}

func boolRank(b bool) int {
	if b {
		return 1
	}
	return 0
}

// compareTexts compares runs of digits by their length and then by their digits,
// and other characters by code point, which is the order of the bytes of UTF-8.
func compareTexts(a, b string) int {
	for a != "" && b != "" {
		i, j := digitRun(a), digitRun(b)
		switch {
		case i > 0 && j > 0:
			if order := cmp.Or(cmp.Compare(i, j), strings.Compare(a[:i], b[:j])); order != 0 {
				return order
			}
		case a[0] != b[0]:
			return cmp.Compare(a[0], b[0])
		default:
			i, j = 1, 1
		}
		a, b = a[i:], b[j:]
	}
	return cmp.Compare(len(a), len(b))
}

// digitRun returns the number of digits that s starts with.
func digitRun(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return i
		}
	}
	return len(s)
}
