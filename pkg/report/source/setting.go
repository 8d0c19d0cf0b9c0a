package source

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/lazyregexp"
	"github.com/fanlight/fanlight/pkg/report"
)

// The functions of this file read a setting of a mapping. They return the
// default if the key is not there, or if its value is not valid.

// wholeNumber leaves out 0123: YAML 1.1 reads it as octal, people do not.
var wholeNumber = lazyregexp.New(`^(0|-?[1-9][0-9]*)$`)

// number reads a whole number within bounds.
func (m mapping) number(key string, least, most, byDefault int) int {
	v, there := m.get(key)
	if !there {
		return byDefault
	}
	want := "a whole number from " + strconv.Itoa(least) + " to " + strconv.Itoa(most)
	s, ok := v.scalar(want, "!!int", "!!float")
	if !ok {
		return byDefault
	}
	number, err := strconv.Atoi(s.text)
	if err != nil || number < least || number > most || !wholeNumber().MatchString(s.text) {
		if strings.HasPrefix(s.text, "0") && len(s.text) > 1 {
			want += ", in decimal and without a leading zero"
		}
		s.invalid("%s", want)
		return byDefault
	}
	return number
}

// duration reads a length of time within bounds.
func (m mapping) duration(key string, least, most, byDefault report.Duration) report.Duration {
	s, ok := m.text(key, wantDuration)
	if !ok {
		return byDefault
	}
	return s.duration(wantDuration, least, most, byDefault)
}

const wantDuration = "a length of time such as 24h"

func (s scalar) duration(want string, least, most, byDefault report.Duration) report.Duration {
	d, err := report.ParseDuration(s.text)
	if err != nil {
		s.invalid("%s", want)
		return byDefault
	}
	if d < least || d > most {
		s.invalid("%v to %v", least, most)
		return byDefault
	}
	return d
}

// size reads a number of bytes, more than 0.
func (m mapping) size(key string, byDefault int64) int64 {
	return m.sizeUpTo(key, math.MaxInt64, byDefault, "a size such as 10GB")
}

// maxBytes reads the bound of a result's cells.
func (m mapping) maxBytes(byDefault int64) int64 {
	return m.sizeUpTo("max_bytes", report.MostMaxBytes, byDefault, "a size of at most 64MB, such as 8MB")
}

func (m mapping) sizeUpTo(key string, most, byDefault int64, want string) int64 {
	v, there := m.get(key)
	if !there {
		return byDefault
	}
	s, ok := v.scalar(want, "!!str", "!!int")
	if !ok {
		return byDefault
	}
	bytes, err := report.ParseSize(s.text)
	if err != nil || bytes == 0 || bytes > most {
		s.invalid("%s", want)
		return byDefault
	}
	return bytes
}

// flag reads true or false, false if the key is not there.
func (m mapping) flag(key string) bool {
	v, there := m.get(key)
	if !there {
		return false
	}
	s, ok := v.scalar("true or false", "!!bool")
	if ok && s.text != "true" && s.text != "false" && !s.unresolved {
		s.invalid("true or false")
	}
	return s.text == "true"
}

// choice reads one of a few words.
func (m mapping) choice(key string, known []string, byDefault string) string {
	want := either(known)
	s, ok := m.text(key, want)
	switch {
	case !ok || s.unresolved:
		return byDefault
	case slices.Contains(known, s.text):
		return s.text
	default:
		s.invalidText(s.text, s.didYouMean(s.text, known), want)
	}
	return byDefault
}

// either joins words with commas, and the last one with or.
func either(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
