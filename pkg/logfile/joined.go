package logfile

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
)

// joinedLines reads the lines at the start of the file that have JSON objects without line
// ends between them, as Firehose writes what it is given. Such a line may be longer than
// any other: it is not kept as a whole.
func (d *documents) joinedLines() error {
	for {
		head, _ := d.head()
		line, _, _ := strings.Cut(unsafeString(head), "\n")
		var o object
		if !strings.HasPrefix(line, "{") {
			return nil
		}
		if o.scan(line); o.end < 0 || !d.r.line.isJoined(line, o.end) {
			return nil
		}
		if err := d.joinedLine(); err != nil {
			return err
		}
	}
}

// isJoined reports whether another object follows the one that ends at an index of a line.
// If there are blanks between them, as a program writes that logs two objects, it must
// have a time of its own.
func (r *lineReader) isJoined(line string, end int) bool {
	next := blanks(line, end)
	if next == len(line) || line[next] != '{' || !jsonscan.Valid(line[:end]) {
		return false
	}
	if next == end {
		return true
	}
	first := r.object
	defer func() { r.object = first }()
	return r.timeOf(line[next:]).OK() && r.object.end > 0 && jsonscan.Valid(line[next:next+r.object.end])
}

// joinedLine reads the objects of a line as events, and what else is on it as another one.
func (d *documents) joinedLine() error {
	for {
		c, err := d.s.peekInLine()
		if err != nil || c == '\n' {
			return ignoreEOF(err)
		}
		i := item{offset: d.s.offset, line: d.s.line}
		whole, err := d.s.readInLine(c == '{')
		if err != nil {
			return err
		}
		if !whole {
			d.s.value = bytes.TrimRight(d.s.value, "\r")
			if c == '{' {
				d.r.to.report.Cut++
			}
		}
		if err := d.r.readWhole(d.s.value, i); err != nil {
			return err
		}
	}
}

func ignoreEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// peekInLine returns the next byte that is not a blank, which may be the end of the line.
func (s *jsonStream) peekInLine() (byte, error) {
	for {
		chunk, err := s.in.Peek(1)
		if len(chunk) == 0 {
			return 0, err
		}
		if bytes.IndexByte([]byte(" \t\r\x1e"), chunk[0]) < 0 {
			return chunk[0], nil
		}
		s.discard(chunk, 1)
	}
}

// readInLine reads an object to s.value, or the rest of the line if that has not got the
// end of it.
func (s *jsonStream) readInLine(object bool) (whole bool, err error) {
	const piece = 1 << 10 // bytes of the buffer, in which the end of the line is looked for
	s.value = s.value[:0]
	for b := (balance{}); ; {
		chunk, err := s.in.Peek(min(max(1, s.in.Buffered()), piece))
		if len(chunk) == 0 {
			return false, ignoreEOF(err)
		}
		rest, _, ended := bytes.Cut(chunk, []byte{'\n'})
		n := len(rest)
		if object {
			n, whole = b.step(rest)
		}
		s.value = append(s.value, rest[:n]...)
		s.discard(chunk, n)
		if len(s.value) > longestLine {
			return false, errTooLong
		}
		if whole || ended {
			return whole, nil
		}
	}
}

// readJoined reads the last line, which has several objects.
func (r *entryReader) readJoined(offset int64) error {
	line, _ := r.lines.peek(0) // the line stays valid
	d := r.documentsOf(bytes.TrimLeft(line, " \t"), item{offset: offset, line: r.lines.number})
	return d.joinedLine()
}

// documentsOf returns a reader of the documents in a text, of which i has the place.
func (r *entryReader) documentsOf(text []byte, i item) documents {
	if r.inner == nil {
		r.inner = bufio.NewReader(nil)
	}
	r.inner.Reset(bytes.NewReader(text))
	return documents{r: r, s: jsonStream{in: r.inner, offset: i.offset, line: i.line}}
}
