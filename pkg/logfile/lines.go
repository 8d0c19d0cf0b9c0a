package logfile

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// longestLine is the largest number of bytes of a line that is kept in memory: a
// message of MaxMessage bytes may be longer as a JSON string. Of a longer line the rest is
// not kept: the event that it becomes is too long in any case.
const longestLine = 8 * MaxMessage

var errTooLong = fmt.Errorf("invalid line or message: want at most %d bytes", longestLine)

// lines splits a file into lines. A line is valid until the next one is read.
type lines struct {
	in     *bufio.Reader
	offset int64  // of the first byte of the line
	next   int64  // offset of the next line
	number int    // of the line, from 1
	long   []byte // a line longer than the buffer of in, or one that was kept
	last   []byte
	unread bool // the next line is the last one again
	cut    bool // the last line has no end: it is that of the file, which may be cut off
}

var byteOrderMark = []byte("\xef\xbb\xbf")

// read returns the next line without its end, and io.EOF after the last line. A byte
// order mark, as files have that were joined, does not belong to the line.
func (l *lines) read() ([]byte, error) {
	if l.unread {
		l.unread = false
		return l.last, nil
	}
	l.offset = l.next
	l.number++
	line, err := l.in.ReadSlice('\n')
	if err != nil {
		if line, err = l.end(line, err); err != nil {
			return nil, err
		}
	}
	l.next += int64(len(line))
	l.last = withoutEnd(line)
	return l.last, nil
}

// withoutEnd returns a line without its end, a byte order mark and the separator of a text
// sequence (RFC 7464), as journalctl -o json-seq writes it.
func withoutEnd(line []byte) []byte {
	if n := len(line) - 1; n >= 0 && line[n] == '\n' {
		line = line[:n]
	}
	if n := len(line) - 1; n >= 0 && line[n] == '\r' {
		line = line[:n]
	}
	if len(line) > 0 && (line[0] == byteOrderMark[0] || line[0] == recordSeparator[0]) {
		return bytes.TrimPrefix(bytes.TrimPrefix(line, byteOrderMark), []byte(recordSeparator))
	}
	return line
}

// end returns a line that ReadSlice could not read whole: it is long, or the file ends.
func (l *lines) end(line []byte, err error) ([]byte, error) {
	if errors.Is(err, bufio.ErrBufferFull) {
		line, err = l.rest(line)
	}
	if len(line) > 0 && errors.Is(err, io.EOF) {
		l.cut, err = true, nil
	}
	return line, err
}

// rest reads on after the start of a line, to its end.
func (l *lines) rest(start []byte) (line []byte, err error) {
	l.long = append(l.long[:0], start...)
	for err = bufio.ErrBufferFull; errors.Is(err, bufio.ErrBufferFull); {
		var part []byte
		part, err = l.in.ReadSlice('\n')
		before := len(l.long)
		l.long = appendUpTo(longestLine, l.long, part)
		l.next += int64(len(part) - (len(l.long) - before))
	}
	return l.long, err
}

// appendUpTo appends what fits into so many bytes.
func appendUpTo[T string | []byte](most int, to []byte, from T) []byte {
	return append(to, from[:max(min(len(from), most-len(to)), 0)]...)
}

// peek returns up to n bytes after the last line, which it keeps valid.
func (l *lines) peek(n int) (line, following []byte) {
	if len(l.last) > 0 && (len(l.long) == 0 || &l.last[0] != &l.long[0]) {
		l.long = append(l.long[:0], l.last...)
		l.last = l.long
	}
	following, _ = l.in.Peek(n) // of a shorter file, all of it
	return l.last, following
}

// failed adds the number of the line to an error, unless it is one of yield.
func (l *lines) failed(err error) error {
	if err == nil {
		return nil
	}
	if _, yielded := errors.AsType[*yieldError](err); yielded {
		return err
	}
	if _, placed := errors.AsType[*lineError](err); placed {
		return err
	}
	return &lineError{l.number, err}
}
