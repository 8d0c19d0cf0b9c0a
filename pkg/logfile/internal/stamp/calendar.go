package stamp

import "strings"

// civil is a time of a calendar without a zone.
type civil struct {
	year, month, day, hour, minute, second int
	ms                                     int64 // of the second
}

var beforeMonth = [12]int{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334}

// daysBefore1970 is the number of days from the first day of year 1.
const daysBefore1970 = 719162

func leap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

func daysIn(year, month int) int {
	switch {
	case month == 2 && leap(year):
		return 29
	case month == 2:
		return 28
	case month == 4 || month == 6 || month == 9 || month == 11:
		return 30
	}
	return 31
}

// exists reports whether there is such a time. The 60th second of a minute may be a
// leap second.
func (c *civil) exists() bool {
	return c.month >= 1 && c.month <= 12 && c.day >= 1 && c.day <= daysIn(c.year, c.month) &&
		c.hour <= 23 && c.minute <= 59 && c.second <= 60
}

// unix returns the milliseconds since 1970 of a time that exists, in UTC.
func (c *civil) unix() int64 {
	const cycle, daysOfCycle = 400, 146097 // years, so that no division is one of a negative number
	y := c.year - 1 + cycle
	days := y*365 + y/4 - y/100 + y/400 + beforeMonth[c.month-1] + c.day - 1 - daysOfCycle - daysBefore1970
	if c.month > 2 && leap(c.year) {
		days++
	}
	return (int64(days)*86400+int64(c.hour*3600+c.minute*60+c.second))*1000 + c.ms
}

// time returns the time with the zone that s has at end, and the half of the day if that
// is written.
func (c *civil) time(s string, end int) Time {
	if end+1 == len(s) && s[end] == 'Z' && c.exists() { // as most are
		return Time{MS: c.unix(), End: end + 1, Kind: Read}
	}
	end = c.half(s, end)
	zone, end, kind := zoneAt(s, end)
	if !c.exists() {
		return Time{End: end, Kind: Invalid}
	}
	return Time{MS: c.unix() - zone, End: end, Kind: kind}
}

// half reads AM or PM at i, also after a blank and as p.m., if it is a word of its own: PM2
// is not. It returns the end.
func (c *civil) half(s string, i int) (end int) {
	at := i
	if at < len(s) && s[at] == ' ' {
		at++
	}
	if at >= len(s) || s[at]|0x20 != 'a' && s[at]|0x20 != 'p' || c.hour < 1 || c.hour > 12 {
		return i
	}
	afternoon := s[at]|0x20 == 'p'
	rest := strings.TrimPrefix(s[at+1:], ".")
	if rest == "" || rest[0]|0x20 != 'm' {
		return i
	}
	if rest = strings.TrimPrefix(rest[1:], "."); inWord(rest, 0) {
		return i
	}
	if c.hour %= 12; afternoon {
		c.hour += 12
	}
	return len(s) - len(rest)
}

// two reads the two digits at i. It returns -1 if there are none; s must be long
// enough.
func two(s string, i int) int {
	a, b := s[i]-'0', s[i+1]-'0'
	if a > 9 || b > 9 {
		return -1
	}
	return int(a)*10 + int(b)
}

func isDigit(s string, i int) bool { return i < len(s) && s[i]-'0' <= 9 }

func isLetter(s string, i int) bool { return i < len(s) && (s[i]|0x20)-'a' < 26 }

// inWord reports whether the byte at i goes on with a word.
func inWord(s string, i int) bool {
	return isLetter(s, i) || isDigit(s, i) || i < len(s) && s[i] == '_'
}

// fractionAt reads the fraction of a second at i, after a dot or comma, as
// milliseconds; further digits are ignored. It returns the end of the fraction.
func fractionAt(s string, i int) (ms int64, end int) {
	if i >= len(s) || s[i] != '.' && s[i] != ',' || !isDigit(s, i+1) {
		return 0, i
	}
	i++
	for _, unit := range [...]int64{100, 10, 1} {
		if !isDigit(s, i) {
			return ms, i
		}
		ms += unit * int64(s[i]-'0')
		i++
	}
	for isDigit(s, i) {
		i++
	}
	return ms, i
}
