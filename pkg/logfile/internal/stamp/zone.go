package stamp

import "strings"

const minute = int64(60_000)

// zoneAt reads the zone at i of s, which may follow blanks, as milliseconds east of
// UTC. It returns i as the end if there is none.
//
// What follows a time in a text may be a message. So a name is one of a zone only if it
// is among abbreviations, in brackets too, and a word such as CAT or a number such as -12
// after a blank only if the text shows it: see shown. A text that has the form of a zone and
// is none, such as +25:00, is an UnknownZone.
func zoneAt(s string, i int) (ms int64, end int, kind Kind) { return zone(s, i, false) }

// zone is zoneAt. Nothing but a zone can be at i if `sure`: then a name and a number are one
// of a zone, known or not.
func zone(s string, i int, sure bool) (ms int64, end int, kind Kind) {
	at := i
	for at < len(s) && (s[at] == ' ' || s[at] == '\t') {
		at++
	}
	switch {
	case at == len(s):
		return 0, i, Local
	case s[at] == '[' || s[at] == '(':
		ms, end, kind = inBrackets(s, at)
	case s[at]|0x20 == 'z' && !isLetter(s, at+1):
		return utc(s, at+1)
	case isLetter(s, at):
		ms, end, kind = namedZone(s, at, sure)
	default:
		if ms, end, ok := plainOffset(s, at); ok {
			return ms, end, Read
		}
		ms, end, kind = offsetAt(s, at).zone(s, sure || at == i)
	}
	if kind == Local {
		end = i
	}
	return ms, end, kind
}

// inBrackets reads a zone such as (CET), [Europe/Berlin] or (UTC+01:00): nothing else is
// in the brackets. The name of a module or a code may be there too, so a word is not one of
// a zone, and neither is a number without minutes unless it is written as +01.
func inBrackets(s string, at int) (ms int64, end int, kind Kind) {
	if at++; at == len(s) || strings.IndexByte(" \t[(", s[at]) >= 0 {
		return 0, at, Local
	}
	if o := offsetAt(s, at); o.form == hoursOffset && s[o.end-2] != '0' {
		return 0, at, Local
	}
	ms, end, kind = zone(s, at, false)
	if kind == Local || end == len(s) || s[end] != ']' && s[end] != ')' || isWord(s[at:end]) {
		return 0, at, Local
	}
	return ms, end + 1, kind
}

// utc returns UTC, unless an offset follows, as in 12:00Z+01:00, where it is not clear
// which of the two holds.
func utc(s string, end int) (int64, int, Kind) {
	if o := offsetAt(s, end); o.form != noOffset && o.exists() {
		return 0, o.end, UnknownZone
	}
	return 0, end, Read
}

// shown reports whether what follows a word or a number shows that it is a zone: it is
// closed, or, as PostgreSQL writes its prefix, the number of a process in brackets or an
// address after a colon follows.
func shown(s string, end int) bool {
	rest := s[end:]
	return closed(s, end) || strings.HasPrefix(rest, " [") && isDigit(rest, len(" [")) || strings.HasPrefix(rest, ":") && isAddress(rest[1:])
}

// closed reports whether the end of brackets, of quotes or of a column is at an index.
func closed(s string, end int) bool {
	rest := s[end:]
	return rest != "" && strings.IndexByte(`])"|`, rest[0]) >= 0 || strings.HasPrefix(rest, " |")
}

// isAddress reports whether a text starts with an IP address: to the first blank or the
// port in brackets it has three dots or two colons.
func isAddress(s string) bool {
	const longest = len("2001:db8:1111:2222:3333:4444:5555:6666")
	s = s[:min(len(s), longest)]
	if end := strings.IndexAny(s, " ("); end >= 0 {
		s = s[:end]
	}
	return isHex(s) && (strings.Count(s, ".") >= 3 || strings.Count(s, ":") >= 2)
}

// isHex reports whether a text starts with a hexadecimal digit or a colon.
func isHex(s string) bool {
	return s != "" && (isDigit(s, 0) || (s[0]|0x20)-'a' < 6 || s[0] == ':')
}
