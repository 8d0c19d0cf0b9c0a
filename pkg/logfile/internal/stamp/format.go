package stamp

import (
	"fmt"
	"strings"
	"time"
)

// Format is a form of times that a user names, in the language of strftime.
type Format struct {
	parts  []part
	yearly bool // the form has a year
}

// part reads a piece of a time, and reports whether the text has it.
type part func(p *cursor, r *reading) bool

// reading is the state of a time that is being read.
type reading struct {
	civil
	afternoon, morning bool
	epoch              int64 // milliseconds since 1970, of %s
	byEpoch            bool
	zone               int64
	kind               Kind
}

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

// ParseFormat reads a form such as `%d/%b/%Y:%H:%M:%S %z` or `%Y%m%d %T,%f`, with the
// directives of strftime
// (https://pubs.opengroup.org/onlinepubs/9799919799/functions/strftime.html) and two
// more: %f, and %L as another name of it, is the fraction of a second. %z and %Z are a
// zone of any form that [ISO] reads. It fails if the form has another directive or no
// day and time.
func ParseFormat(layout string) (*Format, error) {
	f, given := &Format{}, map[byte]bool{}
	expanded := abbreviated.Replace(layout)
	for i := 0; i < len(expanded); i++ {
		c := expanded[i]
		if c != '%' {
			f.parts = append(f.parts, literal(c))
			continue
		}
		if i++; i == len(expanded) {
			return nil, fmt.Errorf("invalid %% at the end: want one of %s", Directives)
		}
		read, known := directives[expanded[i]]
		if expanded[i] == '%' {
			read, known = literal('%'), true
		}
		if !known {
			return nil, fmt.Errorf("invalid %%%c: want one of %s", expanded[i], Directives)
		}
		given[expanded[i]] = true
		f.parts = append(f.parts, read)
	}
	if len(f.parts) == 1 && given['s'] {
		f.parts[0] = func(p *cursor, r *reading) bool { return p.sinceEpoch(r, true) }
	}
	f.yearly = given['Y'] || given['y']
	day := given['d'] || given['e']
	if month := given['m'] || given['b'] || given['B']; !given['s'] && (!day || !month) {
		return nil, fmt.Errorf("invalid form without %%s or a month and a day: want such as %%Y-%%m-%%dT%%H:%%M:%%S%%z")
	}
	return f, nil
}

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

// Read reads the time that s starts with. A form without a year has the last year in
// which the time is not after a day after `before`.
func (f *Format) Read(s string, before time.Time) Time {
	p, r := cursor{s: s}, reading{kind: Local}
	for _, read := range f.parts {
		if !read(&p, &r) {
			return Time{}
		}
	}
	if r.byEpoch {
		return Time{MS: r.epoch + r.ms, End: p.i, Kind: Read}
	}
	r.setHour()
	t := Time{End: p.i, Kind: Invalid}
	if !f.yearly {
		t = r.lastYear("", 0, before)
	} else if r.exists() {
		t.MS, t.Kind = r.unix(), Local
	}
	if t.OK() {
		t.MS, t.Kind = t.MS-r.zone, r.kind
	}
	t.End = p.i
	return t
}

// Find reads the first time in the first 256 bytes of s: at the start, or after a blank
// or a bracket.
func (f *Format) Find(s string, before time.Time) Time {
	const most = 256
	for i := range min(len(s), most) {
		if i > 0 && !strings.Contains(" \t[(\"'=<|", s[i-1:i]) {
			continue
		}
		if t := f.Read(s[i:], before); t.Kind != None {
			return shift(t, i)
		}
	}
	return Time{}
}

func (r *reading) setHour() {
	switch {
	case r.afternoon && r.hour < 12:
		r.hour += 12
	case r.morning && r.hour == 12:
		r.hour = 0
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
