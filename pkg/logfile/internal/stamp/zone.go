package stamp

import "strings"

const minute = int64(60_000)

// zoneAt reads the zone at i of s, which may follow a blank, as milliseconds east of
// UTC. It returns i as the end if there is none.
func zoneAt(s string, i int) (ms int64, end int, kind Kind) {
	at := i
	if at < len(s) && s[at] == ' ' {
		at++
	}
	switch {
	case at >= len(s):
	case s[at] == '+' || s[at] == '-':
		if ms, end := offsetAt(s, at); end > at {
			return ms, end, Read
		}
	case s[at]|0x20 == 'z' && !isLetter(s, at+1):
		return utc(s, at+1)
	case isLetter(s, at):
		return namedZone(s, i, at)
	}
	return 0, i, Local
}

// utc returns UTC, unless an offset follows, as in 12:00Z+01:00, where it is not clear
// which of the two holds.
func utc(s string, end int) (int64, int, Kind) {
	if end < len(s) && (s[end] == '+' || s[end] == '-') {
		if _, after := offsetAt(s, end); after > end {
			return 0, after, UnknownZone
		}
	}
	return 0, end, Read
}

// offsetAt reads the offset at i, such as +01:00, -0330 or +01. It returns i as the
// end if there is none.
func offsetAt(s string, i int) (ms int64, end int) {
	if i+3 > len(s) || two(s, i+1) < 0 {
		return 0, i
	}
	hours, minutes, end := two(s, i+1), 0, i+3
	if at := end; at < len(s) && s[at] == ':' {
		if at+3 <= len(s) && two(s, at+1) >= 0 {
			minutes, end = two(s, at+1), at+3
		}
	} else if at+2 <= len(s) && two(s, at) >= 0 {
		minutes, end = two(s, at), at+2
	}
	if hours > 15 || minutes > 59 || isDigit(s, end) {
		return 0, i
	}
	ms = int64(hours)*60*minute + int64(minutes)*minute
	if s[i] == '-' {
		ms = -ms
	}
	return ms, end
}

// namedZone reads the name at `at` if it is one of a zone: UTC, also with an offset as
// in GMT+0100, an abbreviation, or a place such as Europe/Berlin, which is not known.
func namedZone(s string, i, at int) (ms int64, end int, kind Kind) {
	end = at
	for isLetter(s, end) {
		end++
	}
	name := s[at:end]
	if name == "UTC" || name == "GMT" {
		if ms, after := offsetAfter(s, end); after > end {
			return ms, after, Read
		}
		return 0, end, Read
	}
	if end < len(s) && s[end] == '/' && areas[name] {
		return 0, end + strings.IndexAny(s[end:]+" ", " ]):,"), UnknownZone
	}
	if !strings.Contains("TKDBZ", name[len(name)-1:]) {
		return 0, i, Local // abbreviations end so: levels, which often follow, do not
	}
	offset, known := abbreviations[name]
	switch {
	case !known && beforeProcess(name, s[end:]):
		return 0, end, UnknownZone
	case !known || isDigit(s, end) || end < len(s) && (s[end] == '-' || s[end] == '_'):
		return 0, i, Local
	case offset == ambiguous:
		return 0, end, UnknownZone
	}
	return int64(offset) * minute, end, Read
}

// beforeProcess reports whether a name that is not known must be one of a zone: it has the
// form of one, and the number of a process in brackets follows it, as PostgreSQL writes.
func beforeProcess(name, rest string) bool {
	return len(name) >= 3 && len(name) <= 5 && name[len(name)-1] == 'T' && name == strings.ToUpper(name) &&
		strings.HasPrefix(rest, " [") && isDigit(rest, len(" ["))
}

func offsetAfter(s string, i int) (ms int64, end int) {
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		return offsetAt(s, i)
	}
	return 0, i
}

// ambiguous is the offset of an abbreviation that several zones have.
const ambiguous = -1

// abbreviations are those of the tz database (https://www.iana.org/time-zones) that
// logs write, in minutes east of UTC. The American ones are also in RFC 5322, section
// 4.3; CST and CDT are used in China and Cuba as well.
var abbreviations = map[string]int{
	"WET": 0, "WEST": 60, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180, "MET": 60, "MEST": 120, "MEZ": 60, "MESZ": 120, "MSK": 180,
	"EST": -300, "EDT": -240, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600,
	"JST": 540, "KST": 540, "HKT": 480, "SGT": 480, "PKT": 300, "WIB": 420, "SAST": 120, "CAT": 120, "EAT": 180, "WAT": 60,
	"AWST": 480, "AEST": 600, "AEDT": 660, "ACST": 570, "ACDT": 630, "NZST": 720, "NZDT": 780,
	"CST": ambiguous, "CDT": ambiguous, "IST": ambiguous, "BST": ambiguous, "AST": ambiguous, "ADT": ambiguous, "SST": ambiguous,
	"GST": ambiguous, "AMT": ambiguous, "AMST": ambiguous, "WST": ambiguous, "BRT": ambiguous, "BRST": ambiguous,
	"ART": ambiguous, "CLT": ambiguous, "CLST": ambiguous, "COT": ambiguous, "VET": ambiguous, "UYT": ambiguous,
	"NST": ambiguous, "NDT": ambiguous, "HDT": ambiguous, "ICT": ambiguous, "NPT": ambiguous, "PHT": ambiguous, "MYT": ambiguous,
	"TRT": ambiguous, "IRST": ambiguous, "IDT": ambiguous, "WITA": ambiguous, "MSD": ambiguous,
	"YEKT": ambiguous, "NOVT": ambiguous, "KRAT": ambiguous, "VLAT": ambiguous, "SAMT": ambiguous, "ALMT": ambiguous, "UZT": ambiguous,
}

// areas are the first parts of the names of zones in the tz database.
var areas = map[string]bool{"Africa": true, "America": true, "Antarctica": true, "Arctic": true, "Asia": true, "Atlantic": true,
	"Australia": true, "Brazil": true, "Canada": true, "Chile": true, "Europe": true, "Etc": true, "Indian": true, "Mexico": true,
	"Pacific": true, "US": true}
