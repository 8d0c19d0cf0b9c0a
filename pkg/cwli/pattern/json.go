package pattern

import "strings"

// object adds a text that is a JSON object. Its keys stay as they are. A string without
// blanks counts as one word, whatever characters it has.
func (s *scanner) object() {
	s.escapes = true
	for at, end := 0, len(s.text); at < end; {
		switch s.text[at] {
		case '"':
			at = s.quoted(at, end)
		case 't', 'f':
			at = s.boolean(at, end)
		default:
			at = s.next(at, end)
		}
	}
}

// boolean adds true or false.
func (s *scanner) boolean(at, end int) int {
	w := s.extent(at, end)
	if text := s.text[at:w.end]; text != "true" && text != "false" {
		return s.word(at, end)
	}
	s.token(truth)
	return w.end
}

// quoted adds a string, and returns the place after it. One that does not end is text.
func (s *scanner) quoted(at, end int) int {
	close := at + 1 + endOfString(s.text[at+1:end])
	if close >= end {
		s.scan(at, end)
		return end
	}
	content := s.text[at+1 : close]
	s.out = append(s.out, '"')
	switch {
	case strings.HasPrefix(strings.TrimLeft(s.text[close+1:], " \t\r\n"), ":"):
		s.out = appendValid(s.out, content)
	case strings.IndexByte(content, ' ') >= 0:
		s.scan(at+1, close)
	default:
		s.single(at+1, close)
	}
	s.out = append(s.out, '"')
	return close + 1
}

// endOfString returns the place of the quote that ends a string.
func endOfString(text string) int {
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return len(text)
}

// single adds a string without blanks: as text if that has a token, else as one word.
func (s *scanner) single(at, end int) {
	start := len(s.out)
	s.scan(at, end)
	for i := start; i < len(s.out); i++ {
		if s.out[i] == tokenMark {
			return
		}
	}
	if start == len(s.out) || isLevel(s.text[at:end]) {
		return
	}
	s.out = append(s.out[:start], wordMark)
	s.out = append(appendValid(s.out, s.text[at:end]), wordMark)
}

// appendValid appends a text without the bytes that have a meaning in templates.
func appendValid(to []byte, text string) []byte {
	for i := 0; i < len(text); i++ {
		if classes[text[i]] == invalid {
			to = append(to, "\ufffd"...)
		} else {
			to = append(to, text[i])
		}
	}
	return to
}
