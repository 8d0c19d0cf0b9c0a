package expr

import (
	"strings"
	"time"
)

// zoneOf returns the time zone of a name of the IANA database, or of an offset such as
// +02:00, +0200, +02 or UTC+2; nil if there is none. The zone of this machine is
// none: a query means the same everywhere.
func zoneOf(name string) *time.Location {
	if name == "Z" || name == "UTC" || name == "GMT" {
		return time.UTC
	}
	offset := strings.TrimPrefix(strings.TrimPrefix(name, "UTC"), "GMT")
	if seconds, ok := zoneOffset(offset); ok {
		return time.FixedZone(name, seconds)
	}
	if name == "" || name == "Local" {
		return nil
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	return zone
}

// zoneOffset reads ±h, ±hh, ±hhmm or ±hh:mm, up to 18 hours as in Java, in seconds.
func zoneOffset(s string) (seconds int, ok bool) {
	if s == "" || s[0] != '+' && s[0] != '-' {
		return 0, false
	}
	hours, minutes, colon := strings.Cut(s[1:], ":")
	if !colon && len(hours) == 4 {
		hours, minutes = hours[:2], hours[2:]
	}
	if minutes != "" && len(minutes) != 2 || colon && len(minutes) != 2 || len(hours) == 0 || len(hours) > 2 {
		return 0, false
	}
	h, okay := digitsOf(hours)
	m, too := digitsOf(minutes)
	if seconds = h*3600 + m*60; !okay || !too || m > 59 || seconds > 18*3600 {
		return 0, false
	}
	if s[0] == '-' {
		seconds = -seconds
	}
	return seconds, true
}

// digitsOf reads a number of at most nine digits; an empty text is 0.
func digitsOf(s string) (n int, ok bool) {
	if len(s) > 9 {
		return 0, false
	}
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}
