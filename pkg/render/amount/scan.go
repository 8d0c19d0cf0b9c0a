package amount

import (
	"math"
	"strconv"
	"strings"
)

// Count returns a whole number with its digits grouped by thousands: 20,311. Fractions
// are rounded; a negative number is 0.
func Count(f float64) string {
	return group(strconv.FormatFloat(max(0, math.Round(f)), 'f', 0, 64))
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

// dollarsPerByte is the price of a scan in us-east-1, 0.005 dollars per GB of
// uncompressed log data (https://c3x.dev/blog/cloudwatch-logs-cost-optimization,
// June 2026). Other regions charge up to half as much again.
const dollarsPerByte = 0.005 / 1e9

// ScanCost returns about how many dollars Logs Insights bills for a scan of so many
// bytes, at the price of us-east-1: $0.00003, $0.20, $1,240.50. Below one cent it has
// one digit that counts: most scans cost far less.
func ScanCost(bytes float64) string {
	f := bytes * dollarsPerByte
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
	return "$" + group(whole) + "." + cents
}

// ScanDollars returns the price that ScanCost writes.
func ScanDollars(bytes float64) float64 { return bytes * dollarsPerByte }
