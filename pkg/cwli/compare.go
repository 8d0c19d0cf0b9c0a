package cwli

import (
	"cmp"
	"math"
	"strings"
)

// compare orders two values: as numbers if both are numbers, else as text. It
// is not ok if one is absent: then every comparison is false, != too. How the
// service compares is not documented; its samples use status=200 and
// status="200" for the same logs.
func compare(x, y *value) (order int, ok bool) {
	if x.kind == absent || y.kind == absent {
		return 0, false
	}
	if a, ok := x.number(); ok {
		if b, ok := y.number(); ok {
			return compareNumbers(x, y, a, b), true
		}
	}
	return strings.Compare(x.String(), y.String()), true
}

// compareNumbers looks at the digits where float64 cannot tell integers apart.
func compareNumbers(x, y *value, a, b float64) int {
	const exact = 1 << 53
	if a == b && math.Abs(a) >= exact && isInteger(x.text) && isInteger(y.text) {
		if a < 0 {
			return compareDigits(y.text[1:], x.text[1:])
		}
		return compareDigits(x.text, y.text)
	}
	return cmp.Compare(a, b)
}

// isInteger accepts a spelling of digits alone, maybe with a minus sign.
func isInteger(s string) bool {
	s = strings.TrimPrefix(s, "-")
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

func compareDigits(a, b string) int {
	a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
}

// compareNatural is the order of sort, min and max: absent values, then what is
// no number, then numbers
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Sort.html;
// the place of absent values is our choice).
func compareNatural(x, y *value) int {
	if x.kind == absent || y.kind == absent {
		return cmp.Compare(boolRank(x.kind != absent), boolRank(y.kind != absent))
	}
	a, xIsNumber := x.number()
	b, yIsNumber := y.number()
	if xIsNumber && yIsNumber {
		return compareNumbers(x, y, a, b)
	}
	if xIsNumber || yIsNumber {
		return cmp.Compare(boolRank(xIsNumber), boolRank(yIsNumber))
	}
	return compareTexts(x.text, y.text)
}

func boolRank(b bool) int {
	if b {
		return 1
	}
	return 0
}

// compareTexts compares runs of digits by length and then by value, and all
// else by code point, which is the order of UTF-8's bytes.
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

func digitRun(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return i
		}
	}
	return len(s)
}
