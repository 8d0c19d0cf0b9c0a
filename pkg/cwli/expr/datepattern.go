package expr

import (
	"fmt"
	"strings"
	"time"
)

// datePattern is a pattern of Java's DateTimeFormatter
// (https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/time/format/DateTimeFormatter.html),
// which AWS' page names. Names of months and days are English, a date that does not
// exist, such as 30 February, is not moved to one that does, and a text must be a date
// up to its end.
type datePattern []dateElement

// dateElement is a run of one letter, a literal text, or a part in brackets, which may
// be missing.
type dateElement struct {
	letter   byte
	count    int
	literal  string
	optional datePattern
}

// dateParts are the numbers that a text has.
type dateParts struct {
	year, month, day, yearDay         int
	hour, minute, second, nanoseconds int
	afternoon, twelve                 bool // pm; an hour of 12
	zone                              *time.Location
}

// dateReaders read what the letters of patterns stand for. Each gets the number of the
// letters, and returns the text after what it read, ok false if that is not there.
var dateReaders map[byte]func(d *dateParts, s string, count int) (rest string, ok bool)

func init() { // it would refer to itself through the readers
	dateReaders = map[byte]func(*dateParts, string, int) (string, bool){
		'y': (*dateParts).readYear, 'u': (*dateParts).readYear,
		'M': (*dateParts).readMonth, 'L': (*dateParts).readMonth,
		'E': (*dateParts).readWeekday, 'a': (*dateParts).readHalf,
		'h': (*dateParts).readTwelve, 'K': (*dateParts).readTwelve,
		'S': (*dateParts).readFraction,
		'X': (*dateParts).readOffset, 'x': (*dateParts).readOffset, 'Z': (*dateParts).readOffset, 'z': (*dateParts).readOffset,
		'd': into(2, func(d *dateParts) *int { return &d.day }),
		'D': into(3, func(d *dateParts) *int { return &d.yearDay }),
		'H': into(2, func(d *dateParts) *int { return &d.hour }),
		'm': into(2, func(d *dateParts) *int { return &d.minute }),
		's': into(2, func(d *dateParts) *int { return &d.second }),
		'n': into(9, func(d *dateParts) *int { return &d.nanoseconds }),
	}
}

// datePatternOf reads a pattern, the argument x of a call. What Java has and this does
// not is unsupported, and so is a pattern that no text fits in Java.
func datePatternOf(pattern string, x Expr) (datePattern, *Error) {
	r := patternReader{rest: pattern}
	p := r.sequence()
	switch {
	case r.wrong != "":
		return nil, mistake(x, "invalid date pattern %s: want %s", Quote(Shorten(pattern)), r.wrong)
	case r.unsupported != 0:
		return nil, mistake(x, "the letter %c in a date pattern is not supported", r.unsupported).unsupported()
	case !strings.ContainsAny(r.letters, "yu"):
		return nil, mistake(x, "a date pattern without a year, such as yyyy, is not supported").unsupported()
	case strings.ContainsAny(r.letters, "hK") && !strings.Contains(r.letters, "a"):
		return nil, mistake(x, "a date pattern with an hour of 12 and without a, for am or pm, is not supported; HH is an hour of 24").unsupported()
	}
	return p, nil
}

// patternReader reads a pattern from its start.
type patternReader struct {
	rest        string
	letters     string // all that occur
	depth       int    // of brackets
	wrong       string // what is wanted in place of a mistake
	unsupported byte   // a letter
}

// sequence reads elements up to the end or the closing bracket.
func (r *patternReader) sequence() (p datePattern) {
	for r.rest != "" && r.wrong == "" {
		switch c := r.rest[0]; {
		case c == ']' && r.depth > 0:
			return p
		case c == '[':
			p = append(p, dateElement{optional: r.optional()})
		case c == '\'':
			p = append(p, dateElement{literal: r.quoted()})
		case isLetter(c) && c != '_':
			p = append(p, r.run())
		case c == ']' || c == '{' || c == '}' || c == '#':
			r.wrong = fmt.Sprintf("'%c' in single quotes", c)
		default:
			p = append(p, dateElement{literal: r.rest[:1]})
			r.rest = r.rest[1:]
		}
	}
	return p
}

// maxBrackets is the deepest nesting of brackets in a pattern.
const maxBrackets = 10

func (r *patternReader) optional() (p datePattern) {
	r.rest = r.rest[1:]
	if r.depth++; r.depth > maxBrackets {
		r.wrong = fmt.Sprintf("brackets nested up to %d times", maxBrackets)
		return nil
	}
	p = r.sequence()
	r.depth--
	if rest, closed := strings.CutPrefix(r.rest, "]"); closed {
		r.rest = rest
	} else if r.wrong == "" {
		r.wrong = "] for each ["
	}
	return p
}

// quoted reads a text in single quotes; two of them are one.
func (r *patternReader) quoted() string {
	r.rest = r.rest[1:]
	if strings.HasPrefix(r.rest, "'") {
		r.rest = r.rest[1:]
		return "'"
	}
	var b strings.Builder
	for {
		inside, after, closed := strings.Cut(r.rest, "'")
		if !closed {
			r.wrong = "a single quote at the end of a quoted part"
			return ""
		}
		b.WriteString(inside)
		if r.rest = after; !strings.HasPrefix(after, "'") {
			return b.String()
		}
		b.WriteByte('\'')
		r.rest = after[1:]
	}
}

func (r *patternReader) run() dateElement {
	letter := r.rest[0]
	count := len(r.rest) - len(strings.TrimLeft(r.rest, r.rest[:1]))
	switch {
	case count > 9:
		r.wrong = fmt.Sprintf("at most 9 times the letter %c", letter)
	case strings.IndexByte("ABcFeGgkOpQqVvWwY", letter) >= 0:
		r.unsupported = letter
	case dateReaders[letter] == nil:
		r.wrong = fmt.Sprintf("'%c' in single quotes, as it is not a letter of patterns", letter)
	}
	r.letters += r.rest[:1]
	r.rest = r.rest[count:]
	return dateElement{letter: letter, count: count}
}

// parse returns the time of a text in milliseconds since 1970. A zone in the text goes
// before the given one.
func (p datePattern) parse(s string, zone *time.Location) (ms int64, ok bool) {
	d := dateParts{month: 1, day: 1, zone: zone}
	rest, ok := p.read(&d, s)
	if !ok || rest != "" {
		return 0, false
	}
	return d.milliseconds()
}

func (p datePattern) read(d *dateParts, s string) (rest string, ok bool) {
	for i := range p {
		switch e := &p[i]; {
		case e.optional != nil:
			before := *d
			if rest, ok := e.optional.read(d, s); ok {
				s = rest
			} else {
				*d = before
			}
		case e.letter == 0:
			if s, ok = strings.CutPrefix(s, e.literal); !ok {
				return s, false
			}
		default:
			if s, ok = dateReaders[e.letter](d, s, e.count); !ok {
				return s, false
			}
		}
	}
	return s, true
}

// milliseconds returns the time of the parts, ok false if there is none, as on 30
// February or at 24:00.
func (d *dateParts) milliseconds() (ms int64, ok bool) {
	if d.twelve {
		if d.hour %= 12; d.afternoon {
			d.hour += 12
		}
	}
	month, day := d.month, d.day
	if d.yearDay > 0 {
		month, day = 1, d.yearDay
	}
	if month < 1 || day < 1 || d.hour > 23 || d.minute > 59 || d.second > 59 || d.year > 9999 {
		return 0, false
	}
	t := time.Date(d.year, time.Month(month), day, d.hour, d.minute, d.second, d.nanoseconds, d.zone)
	if d.yearDay > 0 {
		return t.UnixMilli(), t.YearDay() == day
	}
	return t.UnixMilli(), int(t.Month()) == month && t.Day() == day
}
