package stamp

import "strings"

// offsetForm is how an offset from UTC is written.
type offsetForm uint8

const (
	noOffset     offsetForm = iota
	oddOffset               // not clear, such as +530, +1.5 or +05:53:28
	hoursOffset             // +1 or +01
	digitsOffset            // +0130
	colonOffset             // +1:30 or +01:30
)

// offset is a text with a sign, as which an offset from UTC is written.
type offset struct {
	form           offsetForm
	hours, minutes int
	negative       bool
	short          bool // the hours have one digit
	end            int
}

// minusSign is the one that ISO 8601 wants; most programs write a hyphen.
const minusSign = "\u2212"

// offsetAt reads the offset at i, of the form noOffset if there is none.
func offsetAt(s string, i int) (o offset) {
	switch {
	case i >= len(s):
		return o
	case s[i] == '+' || s[i] == '-':
		o.negative, o.end = s[i] == '-', i+1
	case strings.HasPrefix(s[i:], minusSign):
		o.negative, o.end = true, i+len(minusSign)
	default:
		return o
	}
	const most = 4
	n := 0
	for ; isDigit(s, o.end) && n <= most; n++ {
		o.hours = o.hours*10 + int(s[o.end]-'0')
		o.end++
	}
	o.short = n == 1
	switch {
	case n == 0 || n > most:
	case n <= 2 && hasMinutes(s, o.end):
		o.form, o.minutes, o.end = colonOffset, two(s, o.end+1), o.end+3
		if o.end < len(s) && s[o.end] == ':' && isDigit(s, o.end+1) {
			o.form = oddOffset
		}
	case n == most:
		o.form, o.hours, o.minutes = digitsOffset, o.hours/100, o.hours%100
	case inWord(s, o.end):
	case n == 3, o.end < len(s) && s[o.end] == '.' && isDigit(s, o.end+1):
		o.form = oddOffset
	default:
		o.form = hoursOffset
	}
	return o
}

// plainOffset reads an offset as most are written, +0130 or +01:30, before a blank, a
// bracket or the end: offset would be the same and is slower.
func plainOffset(s string, i int) (ms int64, end int, ok bool) {
	if i+len("+0130") > len(s) || s[i] != '+' && s[i] != '-' {
		return 0, i, false
	}
	end = i + len("+01")
	if s[end] == ':' {
		end++
	}
	if end += len("30"); end > len(s) || end < len(s) && s[end] != ' ' && s[end] != ']' {
		return 0, i, false
	}
	o := offset{hours: two(s, i+1), minutes: two(s, end-len("30")), negative: s[i] == '-'}
	return o.ms(), end, o.hours >= 0 && o.minutes >= 0 && o.usual()
}

// hasMinutes reports whether a colon and minutes are at i: two digits, not the start of
// an address.
func hasMinutes(s string, i int) bool {
	return i+3 <= len(s) && s[i] == ':' && two(s, i+1) >= 0 && !isDigit(s, i+3) && (i+3 == len(s) || s[i+3] != '.')
}

// exists reports whether the offset may be one of a zone.
func (o offset) exists() bool { return o.form != oddOffset && o.hours <= 15 && o.minutes <= 59 }

// usual reports whether the offset is one that a zone has: what four digits after a blank
// must be, which may be any number.
func (o offset) usual() bool { return o.hours <= 14 && o.minutes%15 == 0 && o.minutes < 60 }

// zone returns the offset as a zone. It is one for sure if the sign follows the time
// directly; otherwise it may be a number of the message, as in `-1:30 h late`, unless the
// hours have two digits and minutes follow, or the text shows it.
func (o offset) zone(s string, sure bool) (ms int64, end int, kind Kind) {
	switch {
	case o.form == noOffset,
		!sure && o.form == oddOffset,
		!sure && o.form == digitsOffset && !o.usual(),
		!sure && o.short && !closed(s, o.end),
		!sure && o.form == hoursOffset && (o.hours > 14 || !shown(s, o.end)):
		return 0, 0, Local
	case !o.exists():
		return 0, o.end, UnknownZone
	}
	return o.ms(), o.end, Read
}

func (o offset) ms() int64 {
	ms := int64(o.hours*60+o.minutes) * minute
	if o.negative {
		return -ms
	}
	return ms
}
