package pattern

import "strings"

// maxTime is the longest time that is recognised, in bytes.
const maxTime = 48

// Layouts of dates: 0 is a digit, A a letter of the name of a month. Of the short ones,
// which could be other than a date, the time of day must follow.
var (
	datesByNumber = []string{"0000-00-00", "0000/00/00", "00/AAA/0000", "00-AAA-0000", "00 AAA 0000", "0 AAA 0000"}
	datesByName   = []string{"AAA 00, 0000", "AAA 0, 0000", "AAA 00 0000", "AAA 0 0000"}
	shortDates    = []string{"AAA 00", "AAA  0", "AAA 0"}
)

// timeAt returns the length of the time that a text begins with, 0 if it is none. W is
// the first word of the text.
func timeAt(text string, w extent) int {
	length := 0
	switch {
	case classes[text[0]] == digit:
		if length = dated(text, datesByNumber); length == 0 {
			length = clock(text, "00:00:00")
		}
	case w.letters == 3 && w.digits == 0 && isMonth(text):
		if length = dated(text, datesByName); length == 0 {
			length = shortDated(text)
		}
	}
	if length < len(text) && (classes[text[length]] == letter || classes[text[length]] == digit) {
		return 0
	}
	return length
}

// dated returns the length of a date, with the time of day if that follows.
func dated(text string, layouts []string) int {
	for _, layout := range layouts {
		if !fits(text, layout) {
			continue
		}
		if rest := text[len(layout):]; rest != "" && strings.IndexByte("T :,", rest[0]) >= 0 {
			gap := len(rest) - len(strings.TrimLeft(rest[1:], " "))
			if length := clock(rest[gap:], "00:00"); length > 0 {
				return len(layout) + gap + length
			}
		}
		return len(layout)
	}
	return 0
}

// shortDated returns the length of a date without a year, as in syslog: Jan  2 15:04:05.
func shortDated(text string) int {
	for _, layout := range shortDates {
		if fits(text, layout) && strings.HasPrefix(text[len(layout):], " ") {
			if length := clock(text[len(layout)+1:], "00:00:00"); length > 0 {
				return len(layout) + 1 + length
			}
		}
	}
	return 0
}

// clock returns the length of a time of day that has at least the layout, with seconds,
// their fraction and a zone if these follow.
func clock(text, layout string) int {
	if !fits(text, layout) {
		return 0
	}
	at := len(layout)
	if layout == "00:00" && fits(text[at:], ":00") {
		at += len(":00")
	}
	if fits(text[at:], ".0") || fits(text[at:], ",0") {
		at += 1 + digits(text[at+1:])
	}
	return at + zone(text[at:])
}

// zone returns the length of a zone, 0 if there is none.
func zone(text string) int {
	for _, layout := range []string{"Z", " UTC", " GMT", "+00:00", "-00:00", "+0000", "-0000", " +00:00", " -00:00", " +0000", " -0000"} {
		if fits(text, layout) {
			return len(layout)
		}
	}
	return 0
}

// fits reports whether a text begins as a layout says.
func fits(text, layout string) bool {
	if len(text) < len(layout) {
		return false
	}
	for i := 0; i < len(layout); i++ {
		switch {
		case layout[i] == '0':
			if classes[text[i]] != digit {
				return false
			}
		case strings.HasPrefix(layout[i:], "AAA"):
			if !isMonth(text[i:]) {
				return false
			}
			i += len("AA")
		case layout[i] != text[i]:
			return false
		}
	}
	return true
}

// isMonth reports whether a text begins with the English name of a month in three letters.
func isMonth(text string) bool {
	return len(text) >= 3 && strings.Contains("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", text[:3])
}

func digits(text string) (n int) {
	for n < len(text) && classes[text[n]] == digit {
		n++
	}
	return n
}
