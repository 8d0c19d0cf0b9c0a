package attr

import (
	"cmp"
	"math/big"
	"strconv"
	"strings"
)

// The limits of numbers: 38 significant digits, magnitude 1E-130 to 9.99…E+125 (AWS: "Supported data types
// and naming rules", Number).
const (
	maxDigits    = 38
	maxMagnitude = 125
	minMagnitude = -130
)

const (
	errDigits    = Invalid("Attempting to store more than 38 significant digits in a Number")
	errOverflow  = Invalid("Number overflow. Attempting to store a number with magnitude larger than supported range")
	errUnderflow = Invalid("Number underflow. Attempting to store a number with magnitude smaller than supported range")
)

// decimal is the number digits × 10^exponent. The digits have neither leading nor trailing zeros; zero has no
// digits.
type decimal struct {
	negative bool
	digits   string
	exponent int
}

// normalizeNumber returns a number's canonical text, without exponent and without superfluous zeros: "1.5" for
// "1.50". Errors are Invalid.
func normalizeNumber(text string) (string, error) {
	if _, small := smallInteger(text); small {
		return text, nil
	}
	d, err := parseDecimal(text)
	if err != nil {
		return "", err
	}
	return d.String(), nil
}

// CompareNumbers compares two canonical numbers by value and returns -1, 0 or 1.
func CompareNumbers(a, b string) int {
	x, smallX := smallInteger(a)
	y, smallY := smallInteger(b)
	if smallX && smallY {
		return cmp.Compare(x, y)
	}
	return strings.Compare(NumberKey(a), NumberKey(b))
}

// AddNumbers returns the exact sum of two canonical numbers. It returns an Invalid for a sum of more than 38
// digits or beyond the largest magnitude.
func AddNumbers(a, b string) (string, error) {
	x, smallX := smallInteger(a)
	y, smallY := smallInteger(b)
	if smallX && smallY {
		return strconv.FormatInt(x+y, 10), nil
	}
	return addDecimals(a, b)
}

// NegateNumber returns a canonical number with the other sign.
func NegateNumber(a string) string {
	if a == "0" {
		return a
	}
	if rest, negative := strings.CutPrefix(a, "-"); negative {
		return rest
	}
	return "-" + a
}

// smallInteger parses a canonical integer of up to 17 digits; the sum of two cannot overflow. Counters and
// times, which are most numbers in practice, take this fast path.
func smallInteger(text string) (int64, bool) {
	digits := strings.TrimPrefix(text, "-")
	if digits == "" || len(digits) > 17 || (digits[0] == '0' && text != "0") {
		return 0, false
	}
	var n int64
	for i := range len(digits) {
		if digits[i] < '0' || digits[i] > '9' {
			return 0, false
		}
		n = n*10 + int64(digits[i]-'0')
	}
	if len(digits) < len(text) {
		n = -n
	}
	return n, true
}

func parseDecimal(text string) (decimal, error) {
	notNumeric := Invalidf("The parameter cannot be converted to a numeric value: %s", text)
	unsigned := strings.TrimLeft(text, "+-")
	if len(text)-len(unsigned) > 1 {
		return decimal{}, notNumeric
	}
	mantissa, exponent, err := cutExponent(unsigned)
	if err != nil {
		return decimal{}, notNumeric
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits := whole + fraction
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return decimal{}, notNumeric
	}
	return newDecimal(strings.HasPrefix(text, "-"), digits, exponent-len(fraction))
}

func cutExponent(text string) (mantissa string, exponent int, err error) {
	at := strings.IndexAny(text, "eE")
	if at < 0 {
		return text, 0, nil
	}
	exponent, err = strconv.Atoi(text[at+1:])
	return text[:at], min(max(exponent, -1e6), 1e6), err
}

func newDecimal(negative bool, digits string, exponent int) (decimal, error) {
	digits = strings.TrimLeft(digits, "0")
	trimmed := strings.TrimRight(digits, "0")
	if trimmed == "" {
		return decimal{}, nil
	}
	d := decimal{negative, trimmed, exponent + len(digits) - len(trimmed)}
	switch {
	case len(d.digits) > maxDigits:
		return decimal{}, errDigits
	case d.magnitude() > maxMagnitude:
		return decimal{}, errOverflow
	case d.magnitude() < minMagnitude:
		return decimal{}, errUnderflow
	}
	return d, nil
}

// magnitude returns the power of ten of the first digit.
func (d decimal) magnitude() int { return d.exponent + len(d.digits) - 1 }

// String returns the canonical text.
func (d decimal) String() string {
	if d.digits == "" {
		return "0"
	}
	text := d.unsigned()
	if d.negative {
		return "-" + text
	}
	return text
}

func (d decimal) unsigned() string {
	if d.exponent >= 0 {
		return d.digits + strings.Repeat("0", d.exponent)
	}
	if point := len(d.digits) + d.exponent; point > 0 {
		return d.digits[:point] + "." + d.digits[point:]
	}
	return "0." + strings.Repeat("0", -d.exponent-len(d.digits)) + d.digits
}

func addDecimals(a, b string) (string, error) {
	x, err := parseDecimal(a)
	if err != nil {
		return "", err
	}
	y, err := parseDecimal(b)
	if err != nil {
		return "", err
	}
	exponent := min(x.exponent, y.exponent)
	sum := new(big.Int).Add(x.scaled(exponent), y.scaled(exponent))
	d, err := newDecimal(sum.Sign() < 0, new(big.Int).Abs(sum).String(), exponent)
	return d.String(), err
}

// scaled returns the number as an integer in units of 10^exponent.
func (d decimal) scaled(exponent int) *big.Int {
	n, _ := new(big.Int).SetString(d.digits+strings.Repeat("0", d.exponent-exponent), 10)
	if n == nil {
		return new(big.Int) // zero, whose digits are empty
	}
	if d.negative {
		n.Neg(n)
	}
	return n
}
