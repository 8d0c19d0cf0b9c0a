package pattern

import (
	"strings"
	"unicode/utf8"
)

// maxText is how many bytes of a text are read. The rest is a token.
const maxText = 16 << 10

// class classifies a byte of a text.
type class byte

const (
	other  class = iota // punctuation
	blank               // also line ends
	letter              // also _ and all bytes beyond ASCII
	digit
	inner   // belongs to a word if letters or digits are around it
	invalid // the marks of templates, which no UTF-8 has
)

var classes = func() (table [256]class) {
	for b := range 256 {
		switch {
		case b == ' ' || b == '\t' || b == '\n' || b == '\r':
			table[b] = blank
		case 'a' <= b|0x20 && b|0x20 <= 'z' || b == '_' || b >= utf8.RuneSelf:
			table[b] = letter
		case '0' <= b && b <= '9':
			table[b] = digit
		case b == '-' || b == '.':
			table[b] = inner
		}
	}
	table[wordMark], table[tokenMark] = invalid, invalid
	return table
}()

// scanner makes the template of a text.
type scanner struct {
	text    string
	escapes bool // \n is an escape, as in JSON
	out     []byte
}

// template returns the template of a text. It is overwritten by the next one.
func (s *scanner) template(text string) []byte {
	text = strings.TrimSpace(text)
	s.text, s.out, s.escapes = cut(text), s.out[:0], false
	if strings.HasPrefix(text, "{") {
		s.object()
	} else {
		s.scan(0, len(s.text))
	}
	if len(s.text) < len(text) {
		s.token(unknown)
	}
	return s.out
}

// cut returns the part of a text that is read.
func cut(text string) string {
	if len(text) <= maxText {
		return text
	}
	end := maxText
	for end > maxText-utf8.UTFMax && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}

// scan adds a part of the text.
func (s *scanner) scan(at, end int) {
	for at < end {
		at = s.next(at, end)
	}
}

// next adds what stands at a place, and returns the place after it.
func (s *scanner) next(at, end int) int {
	b := s.text[at]
	switch classes[b] {
	case letter, digit:
		return s.word(at, end)
	case blank:
		return s.blanks(at, end)
	case invalid:
		s.out = append(s.out, "\ufffd"...)
		return at + 1
	case inner:
		if b == '-' && at+1 < end && classes[s.text[at+1]] == digit {
			return s.word(at, end)
		}
	}
	s.out = append(s.out, b)
	if b == '\\' && s.escapes && at+1 < end && classes[s.text[at+1]] == letter {
		s.out = append(s.out, s.text[at+1])
		return at + 2
	}
	return at + 1
}

// blanks adds one blank for several, whose number depends on the width of what stands
// before; of those with a line end, that.
func (s *scanner) blanks(at, end int) int {
	show := byte(' ')
	for ; at < end && classes[s.text[at]] == blank; at++ {
		if s.text[at] == '\n' {
			show = '\n'
		}
	}
	s.out = append(s.out, show)
	return at
}

func (s *scanner) token(k kind) { s.out = append(s.out, wordMark, tokenMark, byte(k), wordMark) }

// static adds a word that may differ from text to text. Log levels do not: a pattern has
// one.
func (s *scanner) static(word string) {
	if isLevel(word) {
		s.out = append(s.out, word...)
		return
	}
	s.out = append(s.out, wordMark)
	s.out = append(s.out, word...)
	s.out = append(s.out, wordMark)
}

// isLevel reports whether a word is the name of a log level, as programs write it.
func isLevel(word string) bool {
	if len(word) < len("Err") || len(word) > len("Information") {
		return false
	}
	switch word {
	case "trace", "debug", "info", "information", "notice", "warn", "warning", "error", "err", "severe", "critical", "fatal", "panic", "emergency",
		"Trace", "Debug", "Info", "Information", "Notice", "Warn", "Warning", "Error", "Err", "Severe", "Critical", "Fatal", "Panic", "Emergency",
		"TRACE", "DEBUG", "INFO", "INFORMATION", "NOTICE", "WARN", "WARNING", "ERROR", "ERR", "SEVERE", "CRITICAL", "FATAL", "PANIC", "EMERGENCY":
		return true
	}
	return false
}
