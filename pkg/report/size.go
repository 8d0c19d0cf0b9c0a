package report

import (
	"fmt"
	"math"
	"strings"
)

// sizes are the units of a number of bytes. A GB is 10^9 bytes, as on AWS's
// price list.
var sizes = []struct {
	unit  string
	bytes int64
}{
	{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"TiB", 1 << 40},
	{"KB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"TB", 1e12}, {"B", 1}, {"", 1},
}

// ParseSize reads a number of bytes: "10GB", "500 MB", "4GiB" or "1000000". It
// refuses signs, fractions, and what an int64 cannot hold.
func ParseSize(s string) (int64, error) {
	n, digits := leadingNumber(s)
	unit := strings.TrimPrefix(s[digits:], " ")
	for _, size := range sizes {
		if digits > 0 && unit == size.unit && n <= math.MaxInt64/size.bytes {
			return n * size.bytes, nil
		}
	}
	return 0, fmt.Errorf("invalid size %q: want a whole number with a unit such as 10GB or 500MB", s)
}
