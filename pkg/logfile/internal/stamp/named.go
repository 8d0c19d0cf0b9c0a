package stamp

import (
	"strings"
	"time"
)

// Named reads the time with the name of a month that s starts with:
//
//	01/Jan/2026:12:30:00 +0100        web servers
//	01-Jan-2026 12:30:00.123          Tomcat; also with blanks
//	Thu, 01 Jan 2026 12:30:00 GMT     RFC 5322
//	Thu Jan  1 12:30:00.123456 2026   ctime, Apache's error log
//	Thu Jan 01 2026 12:30:00 GMT+0100 JavaScript
func Named(s string) Time {
	if isLetter(s, 0) {
		if len(s) < 5 || !weekdays[s[:3]] {
			return Time{}
		}
		if s[3] == ',' {
			return shift(Named(s[5:]), 5)
		}
		return afterWeekday(s)
	}
	p, c := cursor{s: s}, civil{}
	ok := p.day(&c) && p.separator() && p.month(&c) && p.separator() && p.year(&c) && p.separator() && p.clock(&c)
	if !ok {
		return Time{}
	}
	return c.time(s, p.i)
}

// shift moves the end of a time that was read from the middle of a text.
func shift(t Time, by int) Time {
	if t.Kind != None {
		t.End += by
	}
	return t
}

// afterWeekday reads the forms that go on with the month: the year follows it or the
// time of day, also after a zone as in `Thu Jan  1 12:30:00 UTC 2026`.
func afterWeekday(s string) Time {
	p, c := cursor{s: s, i: 3}, civil{}
	if !p.spaces() || !p.month(&c) || !p.spaces() || !p.day(&c) || !p.spaces() {
		return Time{}
	}
	if q := p; q.year(&c) && q.spaces() && q.clock(&c) {
		return c.time(s, q.i)
	}
	if !p.clock(&c) {
		return Time{}
	}
	ms, end, kind := zone(s, c.half(s, p.i), true)
	p.i = end
	if !p.spaces() || !p.year(&c) {
		return Time{}
	}
	if !c.exists() {
		return Time{End: p.i, Kind: Invalid}
	}
	return Time{MS: c.unix() - ms, End: p.i, Kind: kind}
}

var weekdays = map[string]bool{"Mon": true, "Tue": true, "Wed": true, "Thu": true, "Fri": true, "Sat": true, "Sun": true}

// Syslog reads the time without a year that s starts with, as in `Jan  1 12:30:00`
// (RFC 3164, section 4.1.2), with the last year in which it is not after a day after
// `before`. A year that follows the day or the time of day holds.
func Syslog(s string, before time.Time) Time {
	p, c := cursor{s: s}, civil{}
	if !p.month(&c) || !p.spaces() || !p.day(&c) || !p.spaces() {
		return Time{}
	}
	q := p
	if q.year(&c) && q.spaces() {
		p = q
	}
	if !p.clock(&c) {
		return Time{}
	}
	return c.lastYear(s, p.i, before)
}

// Klog reads the time of Kubernetes' components that s starts with after the letter of
// its level, as in `0101 12:30:00.123456`, with the year as Syslog has it
// (https://github.com/kubernetes/klog).
func Klog(s string, before time.Time) Time {
	if len(s) < len("0102 15:04:05") || two(s, 0) < 0 || two(s, 2) < 0 || s[4] != ' ' {
		return Time{}
	}
	p, c := cursor{s: s, i: 5}, civil{month: two(s, 0), day: two(s, 2)}
	if !p.clock(&c) {
		return Time{}
	}
	return c.lastYear(s, p.i, before)
}

// lastYear adds the year to a time that has none. A word in small letters after it is the
// name of a host, not of a zone.
func (c *civil) lastYear(s string, end int, before time.Time) Time {
	end = c.half(s, end)
	if end+1 < len(s) && s[end] == ' ' && s[end+1]-'a' < 26 {
		s = s[:end]
	}
	if c.year > 0 {
		return c.time(s, end)
	}
	limit := before.Add(24 * time.Hour).UnixMilli()
	c.year = before.UTC().Year() + 1
	t := c.time(s, end)
	for range 8 { // leap years are at most eight years apart
		if t.Kind != Invalid && t.MS <= limit {
			return t
		}
		c.year--
		t = c.time(s, end)
	}
	return t
}

// cursor reads the parts of a time one after the other.
type cursor struct {
	s string
	i int
}

// number reads between least and most digits.
func (p *cursor) number(least, most int) (n int, ok bool) {
	start := p.i
	for p.i-start < most && isDigit(p.s, p.i) {
		n = n*10 + int(p.s[p.i]-'0')
		p.i++
	}
	return n, p.i-start >= least && p.i > start
}

func (p *cursor) day(c *civil) (ok bool) {
	c.day, ok = p.number(1, 2)
	return ok
}

// year reads four digits that no further one follows.
func (p *cursor) year(c *civil) bool {
	n, ok := p.number(4, 4)
	if ok = ok && !isDigit(p.s, p.i) && (p.i >= len(p.s) || p.s[p.i] != '.'); ok {
		c.year = n
	}
	return ok
}

const monthNames = "JanFebMarAprMayJunJulAugSepOctNovDec"

func (p *cursor) month(c *civil) bool {
	if p.i+3 > len(p.s) {
		return false
	}
	at := strings.Index(monthNames, p.s[p.i:p.i+3])
	if at%3 != 0 {
		return false
	}
	c.month = at/3 + 1
	p.i += 3
	return true
}

// clock reads a time of day such as 12:30:00.123. An hour of one digit may have a blank
// before it.
func (p *cursor) clock(c *civil) bool {
	const seconds = len(":04:05")
	s, hour := p.s[p.i:], len("15")
	switch {
	case len(s) <= seconds:
		return false
	case s[1] == ':' && isDigit(s, 0):
		c.hour, hour = int(s[0]-'0'), len("9")
	case s[0] == ' ' && isDigit(s, 1):
		c.hour = int(s[1] - '0')
	default:
		c.hour = two(s, 0)
	}
	if s = s[hour:]; len(s) < seconds || s[0] != ':' || s[3] != ':' || c.hour < 0 {
		return false
	}
	c.minute, c.second = two(s, 1), two(s, 4)
	var end int
	c.ms, end = fractionAt(s, seconds)
	p.i += hour + end
	return c.minute >= 0 && c.second >= 0
}

func (p *cursor) separator() bool {
	if p.i >= len(p.s) {
		return false
	}
	switch p.s[p.i] {
	case '/', '-', ' ', ':':
		p.i++
		return true
	}
	return false
}

// spaces steps over one blank or two.
func (p *cursor) spaces() bool {
	start := p.i
	for p.i < len(p.s) && p.s[p.i] == ' ' && p.i < start+2 {
		p.i++
	}
	return p.i > start
}
