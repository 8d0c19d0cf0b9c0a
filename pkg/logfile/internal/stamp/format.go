package stamp

import (
	"fmt"
	"strings"
	"time"
)

// Format is a form of times that a user names, in the language of strftime.
type Format struct {
	parts []part
	last  byte // the directive at its end, 0 if that is another byte

	yearly, clocked, halved, zoned bool // it has a year, a time of day, a half of the day, a zone
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

// ParseFormat reads a form such as `%d/%b/%Y:%H:%M:%S %z` or `%Y%m%d %T,%f`, with the
// directives of strftime
// (https://pubs.opengroup.org/onlinepubs/9799919799/functions/strftime.html) and two
// more: %f, and %L as another name of it, is the fraction of a second. %z and %Z are a
// zone of any form that [ISO] reads. A form without a time of day is one of dates. It
// fails if the form has another directive, no day, or %I without %p.
func ParseFormat(layout string) (*Format, error) {
	f, given := &Format{}, directiveSet{}
	expanded := abbreviated.Replace(layout)
	for i := 0; i < len(expanded); i++ {
		c := expanded[i]
		if c != '%' {
			f.parts, f.last = append(f.parts, literal(c)), 0
			continue
		}
		if i++; i == len(expanded) {
			return nil, fmt.Errorf("invalid %% at the end: want one of %s", Directives)
		}
		read, known := directives[expanded[i]]
		if expanded[i] == '%' {
			f.parts, f.last = append(f.parts, literal('%')), 0
			continue
		}
		if !known {
			return nil, fmt.Errorf("invalid %%%c: want one of %s", expanded[i], Directives)
		}
		given[expanded[i]] = true
		f.parts, f.last = append(f.parts, read), expanded[i]
	}
	if len(f.parts) == 1 && given['s'] {
		f.parts[0] = func(p *cursor, r *reading) bool { return p.sinceEpoch(r, true) }
	}
	f.yearly, f.clocked, f.halved, f.zoned = given.any("Yy"), given.any("HI"), given.any("p"), given.any("z")
	return f, given.check()
}

// directiveSet has the directives of a form.
type directiveSet map[byte]bool

func (d directiveSet) any(of string) bool {
	return strings.ContainsFunc(of, func(c rune) bool { return d[byte(c)] })
}

func (d directiveSet) check() error {
	switch {
	case !d.any("s") && (!d.any("de") || !d.any("mbB")):
		return fmt.Errorf("invalid form without %%s or a month and a day: want such as %%Y-%%m-%%dT%%H:%%M:%%S%%z")
	case d.any("I") && !d.any("p"):
		return fmt.Errorf("invalid %%I without %%p: want both, or %%H")
	}
	return nil
}

// Read reads the time that s starts with. A form without a year has the last year in
// which the time is not after a day after `before`. A fraction, a half of the day and
// a zone that follow a form without them are read as in [ISO]; a time of which the form does
// not name all numbers is Invalid.
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
	whole := f.rest(&p, &r)
	t := Time{Kind: Invalid}
	if !f.yearly {
		t = r.lastYear("", 0, before)
	} else if r.exists() {
		t.MS, t.Kind = r.unix(), Local
	}
	if !whole {
		t.Kind = Invalid
	}
	if t.OK() {
		t.MS, t.Kind = t.MS-r.zone, r.kind
	}
	t.End = p.i
	return t
}

// rest reads what follows the form, if that ends in a directive: then the time may go
// on. It reports whether it ends there.
func (f *Format) rest(p *cursor, r *reading) (whole bool) {
	if f.last == 0 {
		return true
	}
	if f.last == 'S' {
		r.ms, p.i = fractionAt(p.s, p.i)
	}
	if f.clocked && !f.halved && strings.IndexByte("HMSf", f.last) >= 0 {
		p.i = r.half(p.s, p.i)
	}
	if f.clocked && !f.zoned {
		r.zone, p.i, r.kind = zoneAt(p.s, p.i)
	}
	rest := p.s[p.i:]
	if !f.clocked && (beginsWithClock(rest) || offsetAt(rest, 0).form != noOffset) {
		return false
	}
	return !isDigit(rest, 0) && !(isDigit(rest, 1) && (rest[0] == ':' || rest[0] == '.'))
}

// beginsWithClock reports whether a time of day follows a date.
func beginsWithClock(s string) bool {
	p := cursor{s: strings.TrimLeft(s, " T_")}
	_, ok := p.number(1, 2)
	return ok && p.i+1 < len(p.s) && p.s[p.i] == ':' && isDigit(p.s, p.i+1)
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
