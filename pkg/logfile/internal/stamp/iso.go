package stamp

// ISO reads the ISO time that s starts with, such as 2026-01-31T12:30:00.123Z,
// 2026-01-31 12:30:00,123+01 or 2026/01/31 12:30:00 CET. After a T, the seconds may be
// missing, as in 2026-01-31T12:30Z.
func ISO(s string) Time {
	const minutes, seconds = len("2006-01-02T15:04"), len("2006-01-02T15:04:05")
	if len(s) < minutes || !isDate(s) || s[10] != 'T' && s[10] != ' ' && s[10] != 't' || s[13] != ':' {
		return Time{}
	}
	c := civil{year: two(s, 0)*100 + two(s, 2), month: two(s, 5), day: two(s, 8), hour: two(s, 11), minute: two(s, 14)}
	if c.hour < 0 || c.minute < 0 {
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

// isDate reports whether s, of ten bytes at least, starts as in 2026-01-31 or
// 2026/01/31.
func isDate(s string) bool {
	return (s[4] == '-' || s[4] == '/') && s[7] == s[4] && two(s, 0) >= 0 && two(s, 2) >= 0 && two(s, 5) >= 0 && two(s, 8) >= 0
}

// Date reads a text that is nothing but a date, such as 2026-01-31 or 2026/01/31, as
// the midnight at which it begins.
func Date(s string) Time {
	if len(s) != len("2006-01-02") || !isDate(s) {
		return Time{}
	}
	c := civil{year: two(s, 0)*100 + two(s, 2), month: two(s, 5), day: two(s, 8)}
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
