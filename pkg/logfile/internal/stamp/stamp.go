// Package stamp reads times in the forms in which logs have them: ISO, those with the
// name of a month, numbers since 1970, and forms that a user names in the language of
// strftime.
//
// A time without a zone is taken as UTC and marked as [Local]. A zone that is not
// known is never taken as UTC: such a time is an [UnknownZone], and one that does not
// exist, such as 31 February, is [Invalid].
package stamp

import "strings"

// Kind says whether a text has a time, and whether the time is known.
type Kind uint8

// The kinds of times. MS is set for Read and Local.
const (
	None        Kind = iota // the text has no time
	Read                    // a time with its zone
	Local                   // a time without a zone, taken as UTC
	Invalid                 // the form of a time that does not exist
	UnknownZone             // a time in a zone that is not known
)

// Time is a time that a text has.
type Time struct {
	MS   int64 // milliseconds since 1970
	End  int   // the index in the text after the time and its zone
	Kind Kind
}

// OK reports whether MS is set.
func (t Time) OK() bool { return t.Kind == Read || t.Kind == Local }

// Value reads a text that is nothing but a time, such as the value of a JSON string:
// a date with or without the time of day, a time with the name of a month, or a number
// since 1970. A text that follows the time of day is the name of a zone, which may be
// unknown; after an offset it is ignored, as Go and Java write zones.
func Value(s string) Time {
	s = strings.TrimSpace(s)
	for _, read := range []func(string) Time{ISO, Named, Date, Number} {
		t := read(s)
		if t.Kind == None {
			continue
		}
		return t.before(strings.TrimLeft(s[t.End:], " "))
	}
	return Time{}
}

// before returns the time if a rest follows it in a value. After a time without a zone
// it can only be one, which may be a number or a word as well.
func (t Time) before(rest string) Time {
	switch {
	case rest == "" || !t.OK():
	case t.Kind == Local:
		ms, end, kind := zone(rest, 0, true)
		if t.MS, t.Kind = t.MS-ms, kind; kind == Local || end < len(rest) {
			t.Kind = UnknownZone
		}
	case !isLetter(rest, 0) && rest[0] != '[' && rest[0] != '(':
		t.Kind = Invalid
	}
	return t
}
