package amount

import "github.com/fanlight/fanlight/pkg/price"

// Count returns a whole number with its digits grouped by thousands: 20,311. Fractions
// are rounded; a negative number is 0.
func Count(f float64) string { return price.Count(f) }

// Bytes writes a size with two or three digits, in powers of 1,000.
func Bytes(f float64) string { return price.Bytes(f) }

// ScanCost returns about how many dollars Logs Insights bills for a scan of so many
// bytes, at the price of us-east-1: $0.00003, $0.20, $1,240.50. Below one cent it has
// one digit that counts: most scans cost far less.
func ScanCost(bytes float64) string { return price.ScanCost(bytes) }

// Dollars writes an amount of money as ScanCost does.
func Dollars(f float64) string { return price.Dollars(f) }
