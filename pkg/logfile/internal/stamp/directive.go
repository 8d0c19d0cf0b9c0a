package stamp

import "strings"

// directives are the letters after % that a format may have. %f is a fraction of a
// second, of any number of digits.
var directives = map[byte]part{
	'Y': func(p *cursor, r *reading) (ok bool) { r.year, ok = p.number(4, 4); return ok },
	'y': func(p *cursor, r *reading) (ok bool) {
		r.year, ok = p.number(2, 2)
		if r.year += 1900; r.year < 1969 { // as POSIX has it
			r.year += 100
		}
		return ok
	},
	'm': func(p *cursor, r *reading) (ok bool) { r.month, ok = p.number(1, 2); return ok },
	'd': func(p *cursor, r *reading) bool { return p.day(&r.civil) },
	'e': func(p *cursor, r *reading) bool { p.spaces(); return p.day(&r.civil) },
	'b': func(p *cursor, r *reading) bool { return p.month(&r.civil) },
	'B': func(p *cursor, r *reading) bool { return p.longMonth(&r.civil) },
	'a': func(p *cursor, _ *reading) bool { return p.weekday() },
	'H': func(p *cursor, r *reading) (ok bool) { r.hour, ok = p.number(1, 2); return ok },
	'I': func(p *cursor, r *reading) (ok bool) {
		r.hour, ok = p.number(1, 2)
		return ok && r.hour >= 1 && r.hour <= 12
	},
	'p': func(p *cursor, r *reading) bool { return p.half(r) },
	'M': func(p *cursor, r *reading) (ok bool) { r.minute, ok = p.number(1, 2); return ok },
	'S': func(p *cursor, r *reading) (ok bool) { r.second, ok = p.number(1, 2); return ok },
	'f': func(p *cursor, r *reading) bool { return p.fraction(r) },
	'z': func(p *cursor, r *reading) bool { return p.zone(r) },
	's': func(p *cursor, r *reading) bool { return p.sinceEpoch(r, false) },
}

// abbreviated are directives that stand for others.
var abbreviated = strings.NewReplacer("%T", "%H:%M:%S", "%F", "%Y-%m-%d", "%R", "%H:%M", "%L", "%f", "%Z", "%z", "%h", "%b", "%A", "%a", "%D", "%m/%d/%y")

// Directives names the directives of ParseFormat, for messages.
const Directives = "%Y %y %m %d %e %b %B %a %H %I %p %M %S %f %z %s %F %T %R %D"

func literal(c byte) part {
	if c == ' ' {
		return func(p *cursor, _ *reading) bool { return p.blanks() }
	}
	return func(p *cursor, _ *reading) bool {
		if p.i >= len(p.s) || p.s[p.i] != c {
			return false
		}
		p.i++
		return true
	}
}

func (p *cursor) half(r *reading) bool {
	if p.i+2 > len(p.s) {
		return false
	}
	half := strings.ToUpper(p.s[p.i : p.i+2])
	r.morning, r.afternoon = half == "AM", half == "PM"
	p.i += 2
	return r.morning || r.afternoon
}

func (p *cursor) fraction(r *reading) bool {
	start := p.i
	for isDigit(p.s, p.i) {
		p.i++
	}
	r.ms, _ = fractionAt("."+p.s[start:min(p.i, start+3)], 0)
	return p.i > start
}

func (p *cursor) zone(r *reading) bool {
	r.zone, p.i, r.kind = zoneAt(p.s, p.i)
	return r.kind != Local
}

// sinceEpoch reads a number since 1970, with its fraction if that is wanted.
func (p *cursor) sinceEpoch(r *reading, fraction bool) bool {
	start := p.i
	for isDigit(p.s, p.i) {
		p.i++
	}
	if fraction && isDigit(p.s, p.i+1) {
		_, p.i = fractionAt(p.s, p.i)
	}
	t := Number(strings.Replace(p.s[start:p.i], ",", ".", 1))
	r.epoch, r.byEpoch = t.MS, true
	return t.Kind == Read
}

func (p *cursor) blanks() bool {
	start := p.i
	for p.i < len(p.s) && (p.s[p.i] == ' ' || p.s[p.i] == '\t') {
		p.i++
	}
	return p.i > start
}

// weekday steps over the name of a day of the week, short or long.
func (p *cursor) weekday() bool {
	if p.i+3 > len(p.s) || !weekdays[p.s[p.i:p.i+3]] {
		return false
	}
	p.letters()
	return true
}

// longMonth reads the name of a month, short or long.
func (p *cursor) longMonth(c *civil) bool {
	if !p.month(c) {
		return false
	}
	p.letters()
	return true
}

func (p *cursor) letters() {
	for isLetter(p.s, p.i) {
		p.i++
	}
}
