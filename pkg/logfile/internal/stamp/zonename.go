package stamp

import "strings"

// longestName is the length of the longest abbreviation.
const longestName = 5

// namedZone reads the name at `at` if it is one of a zone: UTC, also with an offset as
// in GMT+0100 or UTC+1, an abbreviation, or a place such as Europe/Berlin. A place is not
// known: an hour of a year has two times there. So is any other name if `sure`.
func namedZone(s string, at int, sure bool) (ms int64, end int, kind Kind) {
	end = at
	for isLetter(s, end) {
		end++
	}
	name := s[at:end]
	switch {
	case !sure && !lastLetters[s[end-1]] && (end == len(s) || s[end] != '/'):
		return 0, at, Local
	case len(name) == 3 && (strings.EqualFold(name, "UTC") || strings.EqualFold(name, "GMT")):
		return fromUTC(s, end)
	case end < len(s) && s[end] == '/' && areas[name]:
		return 0, end + strings.IndexAny(s[end:]+" ", " ]):,\t"), UnknownZone
	}
	offset, known := abbreviation(name)
	switch {
	case !known && sure:
		return 0, end, UnknownZone
	case !known || isDigit(s, end):
		return 0, at, Local
	case !sure && isWord(name) && end < len(s) && !shown(s, end):
		return 0, at, Local
	case end < len(s) && (s[end] == '+' || s[end] == '-' || s[end] == '_'):
		return withOffset(s, at, end, offset)
	case offset == ambiguous:
		return 0, end, UnknownZone
	}
	return int64(offset) * minute, end, Read
}

// fromUTC reads the offset after UTC or GMT, if there is one.
func fromUTC(s string, end int) (int64, int, Kind) {
	at := end
	if at < len(s) && s[at] == ' ' {
		at++
	}
	if ms, after, kind := offsetAt(s, at).zone(s, at == end); kind != Local {
		return ms, after, kind
	}
	return 0, end, Read
}

// withOffset reads an offset after an abbreviation, as in EST-05:00. It holds, unless the
// abbreviation has another one. What follows a hyphen may also be a part of a word.
func withOffset(s string, at, end, minutes int) (int64, int, Kind) {
	o := offsetAt(s, end)
	switch {
	case o.form != colonOffset && o.form != digitsOffset:
		return 0, at, Local
	case !o.exists() || minutes != ambiguous && o.ms() != int64(minutes)*minute:
		return 0, o.end, UnknownZone
	}
	return o.ms(), o.end, Read
}

// abbreviation returns the offset of an abbreviation in minutes. It may be in small
// letters, too.
func abbreviation(name string) (minutes int, known bool) {
	if len(name) < 3 || len(name) > longestName {
		return 0, false
	}
	if minutes, known = abbreviations[name]; known {
		return minutes, known
	}
	var upper [longestName]byte
	for i := range len(name) {
		if name[i]-'a' > 25 {
			return 0, false
		}
		upper[i] = name[i] &^ 0x20
	}
	minutes, known = abbreviations[string(upper[:len(name)])]
	return minutes, known
}

// lastLetters are those of UTC and of the abbreviations. Names of levels, which often
// follow a time, end otherwise.
var lastLetters = func() (all [256]bool) {
	for _, c := range []byte("CTKDBZA") {
		all[c], all[c|0x20] = true, true
	}
	return all
}()

// ambiguous is the offset of an abbreviation that several zones have.
const ambiguous = -1

// abbreviations are those of the tz database (https://www.iana.org/time-zones) that
// logs write, in minutes east of UTC. The American ones are also in RFC 5322, section
// 4.3; CST and CDT are used in China and Cuba as well.
var abbreviations = map[string]int{
	"WET": 0, "WEST": 60, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180, "MET": 60, "MEST": 120, "MEZ": 60, "MESZ": 120, "MSK": 180,
	"EST": -300, "EDT": -240, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600,
	"JST": 540, "KST": 540, "HKT": 480, "SGT": 480, "PKT": 300, "WIB": 420, "WIT": 540, "SAST": 120, "CAT": 120, "EAT": 180, "WAT": 60,
	"AWST": 480, "AEST": 600, "AEDT": 660, "ACST": 570, "ACDT": 630, "NZST": 720, "NZDT": 780, "ChST": 600,
	"CST": ambiguous, "CDT": ambiguous, "IST": ambiguous, "BST": ambiguous, "AST": ambiguous, "ADT": ambiguous, "SST": ambiguous,
	"GST": ambiguous, "AMT": ambiguous, "AMST": ambiguous, "WST": ambiguous, "BRT": ambiguous, "BRST": ambiguous,
	"ART": ambiguous, "CLT": ambiguous, "CLST": ambiguous, "COT": ambiguous, "VET": ambiguous, "UYT": ambiguous,
	"NST": ambiguous, "NDT": ambiguous, "HDT": ambiguous, "ICT": ambiguous, "NPT": ambiguous, "PHT": ambiguous, "MYT": ambiguous,
	"TRT": ambiguous, "IRST": ambiguous, "IDT": ambiguous, "WITA": ambiguous, "MSD": ambiguous,
	"YEKT": ambiguous, "NOVT": ambiguous, "KRAT": ambiguous, "VLAT": ambiguous, "SAMT": ambiguous, "ALMT": ambiguous, "UZT": ambiguous,
}

// words are abbreviations that are words as well, with which a message may begin.
var words = map[string]bool{"MET": true, "CAT": true, "EAT": true, "ART": true, "WET": true, "WIT": true, "WAT": true, "VET": true, "COT": true, "WEST": true}

// isWord reports whether an abbreviation may be a word: EST and IST are, in small letters,
// those of French and German.
func isWord(name string) bool {
	return name == "est" || name == "ist" || words[strings.ToUpper(name)]
}

// areas are the first parts of the names of zones in the tz database.
var areas = map[string]bool{"Africa": true, "America": true, "Antarctica": true, "Arctic": true, "Asia": true, "Atlantic": true,
	"Australia": true, "Brazil": true, "Canada": true, "Chile": true, "Europe": true, "Etc": true, "Indian": true, "Mexico": true,
	"Pacific": true, "US": true}
