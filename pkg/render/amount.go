package render

import "github.com/fanlight/fanlight/pkg/render/amount"

// Count returns a whole number with its digits grouped by thousands: 20,311.
// Fractions are rounded; a negative number is 0.
func Count(n float64) string { return amount.Count(n) }

// Bytes returns a size in powers of 1,000, with one decimal below 100 of a unit:
// 812 B, 14.2 kB, 6.3 MB, 412 GB.
func Bytes(n float64) string { return amount.Bytes(n) }

// ScanCost returns about how many dollars Logs Insights bills for a scan of so many
// bytes, at the price of us-east-1: $0.00003, $0.20, $1,240.50.
func ScanCost(bytes float64) string { return amount.ScanCost(bytes) }

// Dollars writes an amount of money as ScanCost does.
func Dollars(f float64) string { return amount.Dollars(f) }
