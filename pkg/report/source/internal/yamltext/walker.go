package yamltext

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// walker goes through the value of a scalar and through its source, both at once. White
// space differs in the two where lines are indented or folded, so that it keeps in step
// by all other characters.
type walker struct {
	start         int // of source in the file
	source, value string
	style         yaml.Style
	read, taken   int  // of source and value, up to the next character that is not blank
	joined        bool // a line begins between the last character and the next one, in the source only

	readEnd, takenEnd int // up to the end of the last character
}

// next steps to the next character that is not blank. It is false at the end of the value.
func (w *walker) next() bool {
	blank := w.value[w.taken:]
	blank = blank[:len(blank)-len(strings.TrimLeft(blank, blanks))]
	w.taken += len(blank)
	if w.taken == len(w.value) {
		return false
	}
	broken := w.skipBlank()
	w.joined = broken && !strings.ContainsAny(blank, lineEnds)
	return true
}

const (
	lineEnds = "\r\n\u0085\u2028\u2029"
	blanks   = " \t" + lineEnds
)

// skipBlank steps over blanks of the source, also over escapes that stand for some, and
// reports whether there is a line break among them.
func (w *walker) skipBlank() (broken bool) {
	for w.read < len(w.source) {
		rest := w.source[w.read:]
		r, size := utf8.DecodeRuneInString(rest)
		switch {
		case strings.ContainsRune(blanks, r):
			broken = broken || strings.ContainsRune(lineEnds, r)
			w.read += size
		case w.style&yaml.DoubleQuotedStyle != 0 && r == '\\' && blankEscape(rest) > 0:
			w.read += blankEscape(rest)
		default:
			return broken
		}
	}
	return broken
}

// take steps over one character of both. It is false if they differ.
func (w *walker) take() bool {
	r, size := utf8.DecodeRuneInString(w.value[w.taken:])
	width := sourceOf(w.source[w.read:], r, w.style)
	w.read, w.taken = w.read+width, w.taken+size
	w.readEnd, w.takenEnd = w.read, w.taken
	return width > 0
}

// find returns the index in the source of a byte of the value.
func (w *walker) find(offset int) (index int, found bool) {
	for w.next() && w.taken <= offset {
		if w.taken == offset {
			r, _ := utf8.DecodeRuneInString(w.value[offset:])
			return w.read, sourceOf(w.source[w.read:], r, w.style) > 0
		}
		if !w.take() {
			return 0, false
		}
	}
	between := w.source[w.readEnd:]
	between = between[:len(between)-len(strings.TrimLeft(between, " \t"))]
	return w.readEnd + min(len(between), max(offset-w.takenEnd, 0)), true
}

// sourceOf returns how many bytes of the source stand for a character of the
// value: more than one for an escape, 0 if the source has another character or
// ends.
func sourceOf(source string, r rune, style yaml.Style) int {
	switch {
	case style&yaml.DoubleQuotedStyle != 0 && strings.HasPrefix(source, `\`):
		return escape(source)
	case style&yaml.SingleQuotedStyle != 0 && strings.HasPrefix(source, "''"):
		return 2
	case strings.HasPrefix(source, string(r)):
		return utf8.RuneLen(r)
	}
	return 0
}

// escape returns the length of the escape that the source begins with, 0 if it
// is not complete. Each escape stands for one character.
func escape(source string) int {
	length := 2
	if len(source) > 1 {
		length += map[byte]int{'x': 2, 'u': 4, 'U': 8}[source[1]] // hexadecimal digits
	}
	if length > len(source) {
		return 0
	}
	return length
}

// blankEscape returns the length of the escape that the source begins with if it stands
// for a blank, or for nothing as at the end of a line; otherwise 0.
//
// Source: yaml.org/spec/1.1, section 5.6, Escape Sequences
func blankEscape(source string) int {
	if len(source) < 2 {
		return 0
	}
	if strings.IndexByte(" \t\r\n", source[1]) >= 0 {
		return 1 // what follows is blank itself
	}
	if strings.IndexByte("tnrNLP", source[1]) >= 0 {
		return 2
	}
	length := escape(source)
	if length > 2 {
		if code, err := strconv.ParseUint(source[2:length], 16, 32); err == nil && strings.ContainsRune(blanks, rune(code)) {
			return length
		}
	}
	return 0
}
