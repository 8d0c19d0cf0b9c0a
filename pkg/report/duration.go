package report

import (
	"fmt"
	"math"
	"strconv"
	"time"
)

// Day24 is the unit d of a Duration: 24 hours, also on days when clocks change.
const Day24 = 24 * time.Hour

// units are the units of a Duration's text, the longest first.
var units = []struct {
	letter byte
	length time.Duration
}{{'d', Day24}, {'h', time.Hour}, {'m', time.Minute}, {'s', time.Second}}

// ParseDuration reads whole numbers with the units d (24 hours), h, m and s, the
// longer unit first: "24h", "90m", "7d", "1h30m". It refuses signs, fractions,
// and what time.Duration cannot hold (292 years).
func ParseDuration(s string) (Duration, error) {
	total, rest, unit := time.Duration(0), s, 0
	for rest != "" {
		n, size := leadingNumber(rest)
		if size == 0 || size == len(rest) {
			return 0, durationError(s)
		}
		for unit < len(units) && units[unit].letter != rest[size] {
			unit++
		}
		if unit == len(units) || n > (math.MaxInt64-int64(total))/int64(units[unit].length) {
			return 0, durationError(s)
		}
		total += time.Duration(n) * units[unit].length
		rest, unit = rest[size+1:], unit+1
	}
	if s == "" {
		return 0, durationError(s)
	}
	return Duration(total), nil
}

func durationError(s string) error {
	return fmt.Errorf("invalid length of time %q: want whole numbers with units such as 24h, 90m or 7d", s)
}

// leadingNumber returns the number that s begins with and its length in bytes,
// which is 0 if s does not begin with a number that an int64 holds.
func leadingNumber(s string) (int64, int) {
	size := 0
	for size < len(s) && '0' <= s[size] && s[size] <= '9' {
		size++
	}
	n, err := strconv.ParseInt(s[:size], 10, 64)
	if err != nil {
		return 0, 0
	}
	return n, size
}

// String returns the duration in the longest unit that divides it, such as
// "90m"; one day is "24h".
func (d Duration) String() string {
	length := time.Duration(d)
	for _, u := range units {
		whole := length != 0 && length%u.length == 0
		if whole && (u.length < Day24 || length > u.length) {
			return strconv.FormatInt(int64(length/u.length), 10) + string(u.letter)
		}
	}
	if length == 0 {
		return "0m"
	}
	return length.String()
}

// MarshalText writes the duration as String does. It fails for negative
// durations and fractions of a second, which ParseDuration does not read.
func (d Duration) MarshalText() ([]byte, error) {
	if d < 0 || time.Duration(d)%time.Second != 0 {
		return nil, fmt.Errorf("write length of time %v: want whole seconds, not negative", time.Duration(d))
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads what ParseDuration reads.
func (d *Duration) UnmarshalText(text []byte) error {
	parsed, err := ParseDuration(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
