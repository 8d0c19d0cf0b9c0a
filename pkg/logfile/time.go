package logfile

import (
	"strconv"
	"time"
)

// isoTime reads the ISO time that s starts with, such as 2026-01-31T12:30:00.123Z
// or 2026-01-31 12:30:00,123+0100, in UTC if it has no zone. It returns the time in
// milliseconds since 1970 and the time's length in s, 0 if there is none.
func isoTime(s string) (ms int64, length int) {
	const seconds = len("2006-01-02T15:04:05")
	if len(s) < seconds || s[4] != '-' || s[7] != '-' || s[10] != 'T' && s[10] != ' ' || s[13] != ':' || s[16] != ':' {
		return 0, 0
	}
	year, month, day := digits(s[:4]), digits(s[5:7]), digits(s[8:10])
	hour, minute, second := digits(s[11:13]), digits(s[14:16]), digits(s[17:19])
	if year < 0 || month < 1 || month > 12 || day < 1 || day > 31 ||
		hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60 {
		return 0, 0
	}
	fraction, length := fractionAt(s, seconds)
	zone, length := zoneAt(s, length)
	t := time.Date(year, time.Month(month), day, hour, minute, second, 0, time.UTC)
	return t.UnixMilli() + fraction - zone, length
}

// digits reads a whole number. It returns -1 if s has anything but digits.
func digits(s string) (n int) {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// fractionAt reads the fraction of a second at i, after a dot or comma, as
// milliseconds; further digits are ignored. It returns the end of the fraction.
func fractionAt(s string, i int) (ms int64, end int) {
	if i+1 >= len(s) || s[i] != '.' && s[i] != ',' || digits(s[i+1:i+2]) < 0 {
		return 0, i
	}
	unit := int64(100)
	for i++; i < len(s) && '0' <= s[i] && s[i] <= '9'; i++ {
		ms += unit * int64(s[i]-'0')
		unit /= 10
	}
	return ms, i
}

// zoneAt reads the zone at i, such as Z, +01:00 or +0100, as milliseconds east of
// UTC. It returns the end of the zone, i if there is none.
func zoneAt(s string, i int) (ms int64, end int) {
	if i < len(s) && (s[i] == 'Z' || s[i] == 'z') {
		return 0, i + 1
	}
	if i+5 > len(s) || s[i] != '+' && s[i] != '-' {
		return 0, i
	}
	minutes := i + 3
	if s[minutes] == ':' {
		minutes++
	}
	if minutes+2 > len(s) {
		return 0, i
	}
	h, m := digits(s[i+1:i+3]), digits(s[minutes:minutes+2])
	if h < 0 || m < 0 {
		return 0, i
	}
	ms = int64(h*60+m) * 60_000
	if s[i] == '-' {
		ms = -ms
	}
	return ms, minutes + 2
}

// millisFrom is the smallest number that is read as milliseconds since 1970; smaller
// ones are seconds. It is the year 5138 in seconds and 1973 in milliseconds.
const millisFrom = 1e11

// epochTime reads seconds since 1970, with or without a fraction, or milliseconds.
// It returns milliseconds.
func epochTime(s string) (ms int64, ok bool) {
	if n, err := strconv.ParseInt(s, 10, 64); err == nil && n > 0 {
		if n < millisFrom {
			n *= 1000
		}
		return n, n < millisFrom*1000
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f <= 0 || f >= millisFrom*1000 {
		return 0, false
	}
	if f < millisFrom {
		f *= 1000
	}
	return int64(f), true
}

// anyTime reads the text of a JSON value as an ISO time or a number.
func anyTime(s string) (ms int64, ok bool) {
	if ms, length := isoTime(s); length > 0 {
		return ms, true
	}
	return epochTime(s)
}
