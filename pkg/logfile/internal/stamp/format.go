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
