package price

import (
	"math"
	"strconv"
	"strings"
)

// Count returns a whole number with its digits grouped by thousands: 20,311. Fractions
// are rounded; a negative number is 0.
func Count(f float64) string {
	return Group(strconv.FormatFloat(max(0, math.Round(f)), 'f', 0, 64))
}

// Bytes writes a size with two or three digits, in powers of 1,000.
func Bytes(f float64) string {
	units := []string{"B", "kB", "MB", "GB", "TB", "PB"}
	i := 0
	for f >= 999.5 && i < len(units)-1 {
		f, i = f/1000, i+1
	}
	if i == 0 || f >= 99.95 {
		return Count(f) + " " + units[i]
	}
	return strconv.FormatFloat(f, 'f', 1, 64) + " " + units[i]
}

// ScanCost returns about how many dollars Logs Insights bills for a scan of so many
// bytes, at the price of us-east-1: $0.00003, $0.20, $1,240.50. Below one cent it has
// one digit that counts: most scans cost far less.
func ScanCost(bytes float64) string {
	return Dollars(bytes * ScannedByte)
}

// Dollars writes an amount of money as ScanCost does.
func Dollars(f float64) string {
	switch {
	case f <= 0:
		return "$0"
	case f < 0.00001:
		return "under $0.00001"
	case f < 0.00995:
		digits := int(math.Ceil(-math.Log10(f)))
		return "$" + strings.TrimRight(strconv.FormatFloat(f, 'f', digits, 64), "0")
	}
	whole, cents, _ := strings.Cut(strconv.FormatFloat(f, 'f', 2, 64), ".")
	return "$" + Group(whole) + "." + cents
}

// Group puts a comma between every three digits.
func Group(digits string) string {
	var b strings.Builder
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(digits[i])
	}
	return b.String()
}
