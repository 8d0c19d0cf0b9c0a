package logfile

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
)

// object holds the members that matter of a JSON object, after one pass over it. Of the
// lists, one may be cut off.
type object struct {
	text   string        // that was read
	values [slots]string // as written; those in have are set
	have   uint64
	others bool // it has other members
	end    int  // index after the object, -1 if it has no end or is not JSON
	twice  bool // it has a member of which the second was left out
	cut    bool // the text ends in the object, between two of its parts
	early  bool // reading ended before the end, as nothing that counts more can follow
}

// scan reads the object that a text starts with. Like jsonscan.Projection.Find it checks
// only what it has to read. Of members with the same name the first counts.
func (o *object) scan(s string) { o.read(s, strings.IndexByte(s, '\\') >= 0, 0) }

// scanTime is scan for a line of which only the time is wanted, if it is not an event of
// a layout. Most lines have their time near the start, so it stops where no name can
// follow that counts more, and no other object. If the time cannot be read, scan
// finds what else there is.
func (o *object) scanTime(s string) {
	const firstMembers = 4
	if s[len(s)-1] != '}' || strings.IndexByte(s, '\\') >= 0 {
		o.scan(s)
		return
	}
	o.read(s, false, firstMembers)
}

// read reads an object. After each of the first members it looks whether it can stop.
func (o *object) read(s string, escapes bool, firstMembers int) {
	o.text, o.have, o.others, o.twice, o.end, o.cut, o.early = s, 0, false, false, -1, false, false
	i := blanks(s, 1)
	for n := 1; i < len(s); n++ {
		if s[i] == '}' {
			o.end = i + 1
			return
		}
		if i = o.member(s, i, escapes); i < 0 {
			return
		}
		if n <= firstMembers && o.others && o.decided(s[i:]) {
			o.end, o.early = len(s), true
			return
		}
		if i = blanks(s, i); i < len(s) && s[i] == ',' {
			i = blanks(s, i+1)
		}
	}
	o.cut = true
}

// decided reports whether the time that was found counts, whatever the rest of a line
// has, and whether the rest has no second object. It searches for the ends of names,
// since they have letters that are rare: their starts are frequent, which makes the
// search slow.
func (o *object) decided(rest string) bool {
	switch {
	case o.have&(1<<atTimestamp) != 0:
	case o.have&(1<<plainTimestamp) != 0:
		if strings.Contains(rest, `@timestamp"`) {
			return false
		}
	case o.have&(1<<embedded|1<<plainTime) != 0:
		if strings.Contains(rest, `mp"`) || o.have&(1<<embedded) == 0 && strings.Contains(rest, `ws"`) {
			return false
		}
	default:
		return false
	}
	return !strings.Contains(rest, "}{") && !strings.Contains(rest, "} ") && !strings.Contains(rest, "}\t")
}

// member reads a member, and returns the index after it, -1 if it has no end.
func (o *object) member(s string, i int, escapes bool) int {
	end := stringEnd(s, i, escapes)
	if end < 0 {
		return -1
	}
	key := s[i+1 : end-1]
	if i = blanks(s, end); i >= len(s) || s[i] != ':' {
		return -1
	}
	start := blanks(s, i+1)
	if i = o.valueEnd(s, start, escapes); i == start || start == len(s) {
		return -1
	}
	if escapes && strings.IndexByte(key, '\\') >= 0 {
		key = string(jsonscan.Unescape(nil, key))
	}
	o.add(slotOf(key), s[start:], i-start)
	return i
}

// add adds a value, of a length in s, or without an end if the length is negative.
func (o *object) add(slot int8, s string, length int) {
	if slot < 0 {
		o.others = true
		return
	}
	if o.have&(1<<slot) != 0 {
		o.twice = true
		return
	}
	if length < 0 && slot < events {
		return
	}
	o.have |= 1 << slot
	if o.values[slot] = s; length >= 0 {
		o.values[slot] = s[:length]
	}
}

func blanks(s string, i int) int {
	for i < len(s) && s[i] <= ' ' && (s[i] == ' ' || s[i] == '\t' || s[i] == '\n' || s[i] == '\r') {
		i++
	}
	return i
}

// stringEnd returns the index after the string that starts at i, -1 if there is none.
// Without escapes in the text, the next quote ends it.
func stringEnd(s string, i int, escapes bool) int {
	if i >= len(s) || s[i] != '"' {
		return -1
	}
	if !escapes {
		const short = 24 // bytes, for which a loop is faster than a call
		start := s[i+1:]
		if len(start) > short {
			start = start[:short]
		}
		for j := range len(start) {
			if start[j] == '"' {
				return i + j + 2
			}
		}
	}
	for i++; ; {
		quote := strings.IndexByte(s[i:], '"')
		if quote < 0 {
			return -1
		}
		i += quote + 1
		if !escapes || s[i-2] != '\\' {
			return i
		}
		slashes := 1
		for s[i-2-slashes] == '\\' {
			slashes++
		}
		if slashes%2 == 0 {
			return i
		}
	}
}

// valueEnd returns the index after the value that starts at i, -1 if it has no end. It
// notes whether the text ends between the parts of a list or an object.
func (o *object) valueEnd(s string, i int, escapes bool) int {
	if i >= len(s) {
		return -1
	}
	if s[i] == '"' {
		return stringEnd(s, i, escapes)
	}
	if s[i] != '{' && s[i] != '[' {
		return literalEnd(s, i)
	}
	for depth := 0; i < len(s); i++ {
		switch s[i] {
		case '"':
			end := stringEnd(s, i, escapes)
			if end < 0 {
				return -1
			}
			i = end - 1
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	o.cut = true
	return -1
}

// literalEnd returns the index after the number or word at i, -1 if nothing follows it:
// then some of it may be missing.
func literalEnd(s string, i int) int {
	for ; i < len(s); i++ {
		if c := s[i]; c == ',' || c == '}' || c == ']' || c <= ' ' {
			return i
		}
	}
	return -1
}
