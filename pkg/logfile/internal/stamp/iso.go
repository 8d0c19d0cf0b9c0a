package stamp

// ISO reads the ISO time that s starts with, such as 2026-01-31T12:30:00.123Z,
// 2026-01-31 12:30:00,123+01 or 2026/01/31 12:30:00 CET. After a T, the seconds may be
// missing, as in 2026-01-31T12:30Z. With seconds, the month, the day and the hour may have
// one digit, as in 2026-01-31  9:30:00.
func ISO(s string) Time {
	const minutes, seconds = len("2006-01-02T15:04"), len("2006-01-02T15:04:05")
	if len(s) < minutes || s[10] != 'T' && s[10] != ' ' && s[10] != 't' || s[13] != ':' {
		return unpadded(s)
	}
	var c civil
	if !c.date(s) {
		return Time{}
	}
	if c.hour, c.minute = two(s, 11), two(s, 14); c.hour|c.minute < 0 {
		return unpadded(s)
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

// unpadded reads a time whose numbers have one digit or two.
func unpadded(s string) Time {
	if len(s) < len("2006-1-2 9:04:05") || s[4] != '-' && s[4] != '/' {
		return Time{}
	}
	p, c := cursor{s: s}, civil{}
	if !p.date(&c) || !p.spaces() && !p.t() || !p.clock(&c) {
		return Time{}
	}
	return c.time(s, p.i)
}

// t steps over the T between a date and a time of day.
func (p *cursor) t() bool {
	if p.i >= len(p.s) || p.s[p.i]|0x20 != 't' {
		return false
	}
	p.i++
	return true
}

// date reads a date such as 2026-1-31 or 2026/01/31.
func (p *cursor) date(c *civil) (ok bool) {
	if len(p.s) < len("2006-") || p.s[4] != '-' && p.s[4] != '/' {
		return false
	}
	if c.year, ok = p.number(4, 4); !ok || p.i != 4 {
		return false
	}
	p.i++
	if c.month, ok = p.number(1, 2); !ok || p.i >= len(p.s) || p.s[p.i] != p.s[4] {
		return false
	}
	p.i++
	return p.day(c)
}

// Date reads a text that is nothing but a date, such as 2026-01-31 or 2026/1/31, as
// the midnight at which it begins.
func Date(s string) Time {
	p, c := cursor{s: s}, civil{}
	if !p.date(&c) || p.i != len(s) {
		return Time{}
	}
	return c.time(s, len(s))
}
