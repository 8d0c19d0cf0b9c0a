package expr

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// strftime is a pattern of the C function of that name, which AWS' page names, with
// the names of months and days in English.
type strftime []strftimeElement

// strftimeElement is a text, and what follows it: write, nil at the end of a pattern.
type strftimeElement struct {
	literal string
	write   func([]byte, time.Time) []byte
	plain   bool // without zeros or spaces at the start, as %-d asks for
}

// strftimeOf reads a pattern, the argument x of a call.
func strftimeOf(pattern string, x Expr) (p strftime, err *Error) {
	for pattern != "" {
		literal, rest, found := strings.Cut(pattern, "%")
		e := strftimeElement{literal: literal}
		if found {
			rest, e.plain = strings.CutPrefix(rest, "-")
			if rest == "" {
				return nil, mistake(x, "invalid date pattern: want a letter after the last %%, or %%%% for a percent sign")
			}
			if conversions[rest[0]] == nil {
				return nil, mistake(x, "%%%c in a date pattern is not supported", rest[0]).unsupported()
			}
			e.write, rest = conversions[rest[0]], rest[1:]
		}
		p, pattern = append(p, e), rest
	}
	return p, nil
}

// append appends a time.
func (p strftime) append(b []byte, t time.Time) []byte {
	for i := range p {
		b = append(b, p[i].literal...)
		if p[i].write == nil {
			continue
		}
		start := len(b)
		if b = p[i].write(b, t); p[i].plain {
			for len(b)-start > 1 && (b[start] == '0' || b[start] == ' ') {
				b = append(b[:start], b[start+1:]...)
			}
		}
	}
	return b
}

// conversions write what the letters after a percent sign stand for.
var conversions = [256]func([]byte, time.Time) []byte{
	'Y': layout("2006"), 'y': layout("06"), 'm': layout("01"), 'd': layout("02"), 'e': layout("_2"), 'j': layout("002"),
	'H': layout("15"), 'I': layout("03"), 'M': layout("04"), 'S': layout("05"), 'p': layout("PM"), 'P': layout("pm"),
	'B': layout("January"), 'b': layout("Jan"), 'h': layout("Jan"), 'A': layout("Monday"), 'a': layout("Mon"),
	'z': layout("-0700"), 'Z': layout("MST"),
	'F': layout("2006-01-02"), 'D': layout("01/02/06"), 'x': layout("01/02/06"), 'T': layout("15:04:05"), 'X': layout("15:04:05"),
	'R': layout("15:04"), 'r': layout("03:04:05 PM"), 'c': layout("Mon Jan _2 15:04:05 2006"),
	'L': number("%03d", func(t time.Time) int { return t.Nanosecond() / 1e6 }),
	'f': number("%06d", func(t time.Time) int { return t.Nanosecond() / 1e3 }),
	'N': number("%09d", time.Time.Nanosecond),
	'C': number("%02d", func(t time.Time) int { return t.Year() / 100 }),
	'G': number("%04d", func(t time.Time) int { year, _ := t.ISOWeek(); return year }),
	'g': number("%02d", func(t time.Time) int { year, _ := t.ISOWeek(); return year % 100 }),
	'V': number("%02d", func(t time.Time) int { _, week := t.ISOWeek(); return week }),
	'U': number("%02d", func(t time.Time) int { return (t.YearDay() + 6 - int(t.Weekday())) / 7 }),
	'W': number("%02d", func(t time.Time) int { return (t.YearDay() + 6 - (int(t.Weekday())+6)%7) / 7 }),
	'u': number("%d", func(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }),
	'w': number("%d", func(t time.Time) int { return int(t.Weekday()) }),
	'k': number("%2d", time.Time.Hour),
	'l': number("%2d", func(t time.Time) int { return (t.Hour()+11)%12 + 1 }),
	's': func(b []byte, t time.Time) []byte { return strconv.AppendInt(b, t.Unix(), 10) },
	'n': text("\n"), 't': text("\t"), '%': text("%"),
}

func layout(s string) func([]byte, time.Time) []byte {
	return func(b []byte, t time.Time) []byte { return t.AppendFormat(b, s) }
}

func number(format string, of func(time.Time) int) func([]byte, time.Time) []byte {
	return func(b []byte, t time.Time) []byte { return fmt.Appendf(b, format, of(t)) }
}

func text(s string) func([]byte, time.Time) []byte {
	return func(b []byte, _ time.Time) []byte { return append(b, s...) }
}
