package stamp

import (
	"math"
	"strconv"
	"strings"
)

// The numbers from which on a time since 1970 is in that unit: 10¹¹ seconds are the year
// 5138, and 10¹¹ milliseconds 1973. A smaller number than Least is not a time.
const (
	Least      = 1e9 // seconds: September 2001
	MillisFrom = 1e11
	MicrosFrom = 1e14
	nanosFrom  = 1e17
)

// Number reads a text that is nothing but a number since 1970: seconds, with or without
// a fraction, milliseconds, microseconds or nanoseconds, which differ in their size.
func Number(s string) Time {
	if n, ok := digits(s); ok {
		return numberTime(n >= Least, millis(n), len(s))
	}
	whole, fraction, _ := strings.Cut(s, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || !onlyDigits(fraction) {
		return floatNumber(s)
	}
	ms := millis(n)
	if n < MillisFrom && fraction != "" {
		part, _ := fractionAt("."+fraction, 0)
		ms += part
	}
	return numberTime(n >= Least, ms, len(s))
}

// digits reads a number of digits alone that fits into 64 bits however large they are.
func digits(s string) (n int64, ok bool) {
	if len(s) == 0 || len(s) > 18 {
		return 0, false
	}
	for i := range len(s) {
		c := s[i] - '0'
		if c > 9 {
			return 0, false
		}
		n = n*10 + int64(c)
	}
	return n, true
}

func numberTime(ok bool, ms int64, end int) Time {
	if !ok {
		return Time{}
	}
	return Time{MS: ms, End: end, Kind: Read}
}

// millis converts a number since 1970 in the unit that its size shows.
func millis(n int64) int64 {
	switch {
	case n < MillisFrom:
		return n * 1000
	case n < MicrosFrom:
		return n
	case n < nanosFrom:
		return n / 1000
	}
	return n / 1_000_000
}

// floatNumber reads a number with an exponent, such as 1.767e9.
func floatNumber(s string) Time {
	if !strings.ContainsAny(s, "eE") || len(s) == 0 || s[0]-'0' > 9 {
		return Time{}
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f < Least || f >= math.MaxInt64 {
		return Time{}
	}
	if f < MillisFrom {
		return numberTime(true, int64(math.Round(f*1000)), len(s))
	}
	return numberTime(true, millis(int64(f)), len(s))
}

func onlyDigits(s string) bool {
	for i := range len(s) {
		if s[i]-'0' > 9 {
			return false
		}
	}
	return true
}

// LeadingNumber reads the number since 1970 that s starts with, if it has at least ten
// digits before its fraction and is a word of its own.
func LeadingNumber(s string) Time {
	const leastDigits = 10
	end := 0
	for isDigit(s, end) {
		end++
	}
	if end < leastDigits {
		return Time{}
	}
	if end < len(s) && s[end] == '.' {
		for end++; isDigit(s, end); {
			end++
		}
	}
	if end < len(s) && !strings.ContainsRune(" \t,;|]:", rune(s[end])) {
		return Time{}
	}
	return Number(s[:end])
}
