package logfile

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// jsonStream reads the parts of JSON documents one after the other. Of a value it checks
// only where it ends.
type jsonStream struct {
	in     *bufio.Reader
	offset int64 // of the next byte
	line   int   // of the next byte
	value  []byte
}

// peek returns the next byte that is not blank, without reading it.
func (s *jsonStream) peek() (byte, error) {
	for {
		chunk, err := s.in.Peek(max(1, s.in.Buffered()))
		if len(chunk) == 0 {
			return 0, err
		}
		rest := trimBlanks(chunk)
		s.discard(chunk, len(chunk)-len(rest))
		if len(rest) > 0 {
			return rest[0], nil
		}
	}
}

// trimBlanks returns a text without what may be before a document: white space, byte order
// marks, and the separators of a text sequence (RFC 7464).
func trimBlanks(text []byte) []byte {
	for {
		text = bytes.TrimLeft(text, " \t\r\n"+recordSeparator)
		if !bytes.HasPrefix(text, byteOrderMark) {
			return text
		}
		text = text[len(byteOrderMark):]
	}
}

const recordSeparator = "\x1e"

func (s *jsonStream) discard(chunk []byte, n int) {
	s.line += bytes.Count(chunk[:n], []byte{'\n'})
	s.offset += int64(n)
	_, _ = s.in.Discard(n) // they were peeked at
}

// take reads a byte that must be the next one.
func (s *jsonStream) take(want byte) error {
	got, err := s.peek()
	if err != nil {
		return unexpectedEnd(err)
	}
	if got != want {
		return fmt.Errorf("invalid %q: want %q", string(rune(got)), string(rune(want)))
	}
	s.discard([]byte{got}, 1)
	return nil
}

// more reads the comma before the next element or member, and reports false, having read
// the end, if there is none. The first one has no comma before it.
func (s *jsonStream) more(end byte, first bool) (bool, error) {
	next, err := s.peek()
	switch {
	case err != nil:
		return false, unexpectedEnd(err)
	case next == end:
		return false, s.take(end)
	case first:
		return true, nil
	}
	return true, s.take(',')
}

// read reads the next value to s.value. A value that is not kept is only stepped over.
func (s *jsonStream) read(keep bool) error {
	if _, err := s.peek(); err != nil {
		return unexpectedEnd(err)
	}
	s.value = s.value[:0]
	for b := (balance{}); ; {
		chunk, err := s.in.Peek(max(1, s.in.Buffered()))
		if len(chunk) == 0 {
			if errors.Is(err, io.EOF) && b.atLiteral() {
				return nil
			}
			return unexpectedEnd(err)
		}
		n, done := b.step(chunk)
		if keep {
			s.value = append(s.value, chunk[:n]...)
		}
		s.discard(chunk, n)
		if len(s.value) > longestLine {
			return errTooLong
		}
		if done && n == 0 && len(s.value) == 0 && keep {
			return fmt.Errorf("invalid %q: want a value", string(rune(chunk[0])))
		}
		if done {
			return nil
		}
	}
}

// balance finds the end of a value that comes in chunks.
type balance struct {
	depth    int
	inString bool
	escaped  bool
	begun    bool
}

// atLiteral reports whether the value may end here, as a number does.
func (b *balance) atLiteral() bool { return b.begun && b.depth == 0 && !b.inString }

// step returns how many bytes of a chunk belong to the value, and whether it ends there.
func (b *balance) step(chunk []byte) (n int, done bool) {
	for i := range chunk {
		c := chunk[i]
		if b.inString {
			if b.endsString(c) && b.depth == 0 {
				return i + 1, true
			}
			continue
		}
		switch c {
		case '"':
			b.inString = true
		case '{', '[':
			b.depth++
		case '}', ']':
			if b.depth == 0 {
				return i, true
			}
			if b.depth--; b.depth == 0 {
				return i + 1, true
			}
		case ',', ':', ' ', '\t', '\r', '\n':
			if b.depth == 0 {
				return i, true
			}
		}
		b.begun = true
	}
	return len(chunk), false
}

func (b *balance) endsString(c byte) bool {
	switch {
	case b.escaped:
		b.escaped = false
	case c == '\\':
		b.escaped = true
	case c == '"':
		b.inString = false
		return true
	}
	return false
}
