package value

import (
	"bytes"
	"math"
	"strconv"
	"strings"
)

// Digits of a fraction that is shown: decimals of one that is 1 or more, significant
// digits of a smaller one. So the rows show that CloudWatch Logs Insights returned and
// users published, such as 1149.0365, 0.0002015 and 166.6667; AWS documents no rule.
const (
	decimals    = 4
	significant = 4
)

// appendNumber appends a computed number: an integer in full, a fraction rounded and
// without an exponent or zeros at its end. A half is rounded away from zero, as the
// number is written in decimal: 283.15825 showed as 283.1583.
func appendNumber(to []byte, f float64) []byte {
	if f == 0 {
		return append(to, '0') // not -0
	}
	if f == math.Trunc(f) {
		return strconv.AppendFloat(to, f, 'f', 0, 64)
	}
	var buffer [40]byte
	digits, point := decimalDigits(buffer[:0], math.Abs(f))
	keep := significant
	if math.Abs(f) >= 1 {
		keep = point + decimals
	}
	if keep < len(digits) {
		digits, point = roundDigits(digits, point, keep)
	}
	if f < 0 {
		to = append(to, '-')
	}
	return appendDecimal(to, digits, point)
}

// decimalDigits appends the digits of the shortest decimal of a positive number. Point
// is how many of them stand before the decimal point; it may be negative.
func decimalDigits(buffer []byte, f float64) (digits []byte, point int) {
	text := strconv.AppendFloat(buffer, f, 'e', -1, 64)
	e := bytes.IndexByte(text, 'e')
	exponent, _ := strconv.Atoi(string(text[e+1:])) // of AppendFloat
	digits = append(text[:1], text[min(2, e):e]...)
	return digits, exponent + 1
}

// roundDigits keeps so many digits.
func roundDigits(digits []byte, point, keep int) ([]byte, int) {
	up := digits[keep] >= '5'
	for digits = digits[:keep]; up && len(digits) > 0; {
		last := len(digits) - 1
		if digits[last] != '9' {
			digits[last]++
			return digits, point
		}
		digits = digits[:last]
	}
	if up {
		return append(digits, '1'), point + 1
	}
	return bytes.TrimRight(digits, "0"), point
}

// appendDecimal appends digits with a decimal point.
func appendDecimal(to, digits []byte, point int) []byte {
	if point <= 0 {
		to = append(to, "0."...)
		for range -point {
			to = append(to, '0')
		}
		return append(to, digits...)
	}
	for i, digit := range digits {
		if i == point {
			to = append(to, '.')
		}
		to = append(to, digit)
	}
	for range point - len(digits) {
		to = append(to, '0')
	}
	return to
}

// formatJava returns a number as Double.toString of Java does: with a decimal point,
// and from 10,000,000 and below 0.001 as a power of ten
// (https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/Double.html#toString(double)).
// The service shows the fields of Lambda's REPORT lines so: @memorySize is 1.28E8.
func formatJava(f float64) string {
	size := math.Abs(f)
	if f == 0 || 1e-3 <= size && size < 1e7 {
		return withPoint(strconv.FormatFloat(f, 'f', -1, 64))
	}
	digits, exponent, _ := strings.Cut(strconv.FormatFloat(f, 'e', -1, 64), "e")
	power, _ := strconv.Atoi(exponent) // of FormatFloat
	return withPoint(digits) + "E" + strconv.Itoa(power)
}

func withPoint(digits string) string {
	if strings.IndexByte(digits, '.') < 0 {
		return digits + ".0"
	}
	return digits
}
