package stamp

// ISO reads the ISO time that s starts with, such as 2026-01-31T12:30:00.123Z,
// 2026-01-31 12:30:00,123+01 or 2026/01/31 12:30:00 CET. After a T, the seconds may be
// missing, as in 2026-01-31T12:30Z.
func ISO(s string) Time {
	const minutes, seconds = len("2006-01-02T15:04"), len("2006-01-02T15:04:05")
	if len(s) < minutes || s[10] != 'T' && s[10] != ' ' && s[10] != 't' || s[13] != ':' {
		return Time{}
	}
	var c civil
	if !c.date(s) {
		return Time{}
	}
	if c.hour, c.minute = two(s, 11), two(s, 14); c.hour|c.minute < 0 {
		return Time{}
	}
	end := minutes
	if len(s) >= seconds && s[minutes] == ':' {
		if c.second = two(s, minutes+1); c.second < 0 {
			return Time{}
		}
		c.ms, end = fractionAt(s, seconds)
	} else if s[10] == ' ' {
		return Time{}
	}
	return c.time(s, end)
}

// date reads the date that s, of ten bytes at least, starts with, as in 2026-01-31 or
// 2026/01/31.
func (c *civil) date(s string) bool {
	if s[4] != '-' && s[4] != '/' || s[7] != s[4] {
		return false
	}
	century, year := two(s, 0), two(s, 2)
	c.year, c.month, c.day = century*100+year, two(s, 5), two(s, 8)
	return century|year|c.month|c.day >= 0
}

// Date reads a text that is nothing but a date, such as 2026-01-31 or 2026/01/31, as
// the midnight at which it begins.
func Date(s string) Time {
	var c civil
	if len(s) != len("2006-01-02") || !c.date(s) {
		return Time{}
	}
	return c.time(s, len(s))
}

// Clock reads a text that is nothing but a time of day, such as 12:30:00.123, as
// milliseconds of the day.
func Clock(s string) (ms int64, ok bool) {
	p := cursor{s: s}
	var c civil
	if !p.clock(&c) || p.i != len(s) {
		return 0, false
	}
	return int64(c.hour*3600+c.minute*60+c.second)*1000 + c.ms, true
}
