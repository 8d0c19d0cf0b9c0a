package value

import (
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
// without an exponent or zeros at its end.
func appendNumber(to []byte, f float64) []byte {
	if f == 0 {
		return append(to, '0') // not -0
	}
	if f == math.Trunc(f) {
		return strconv.AppendFloat(to, f, 'f', 0, 64)
	}
	if math.Abs(f) < 1 {
		rounded, _ := strconv.ParseFloat(strconv.FormatFloat(f, 'e', significant-1, 64), 64) // reads what FormatFloat wrote
		return strconv.AppendFloat(to, rounded, 'f', -1, 64)
	}
	start := len(to)
	to = strconv.AppendFloat(to, f, 'f', decimals, 64)
	return append(to[:start], strings.TrimRight(strings.TrimRight(unsafeString(to[start:]), "0"), ".")...)
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
