package logfile

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
)

// longestLine is the largest number of bytes of a line that is kept in memory: a
// message of MaxMessage bytes may be longer as a JSON string.
const longestLine = 8 * MaxMessage

var errTooLong = fmt.Errorf("invalid line or message: want at most %d bytes", longestLine)

// lines splits a file into lines. A line is valid until the next one is read.
type lines struct {
	in     *bufio.Reader
	offset int64  // of the first byte of the line
	next   int64  // offset of the next line
	long   []byte // a line longer than the buffer of in
}

// read returns the next line without its end, and io.EOF after the last line.
func (l *lines) read() ([]byte, error) {
	l.offset = l.next
	line, err := l.in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		line, err = l.rest(line)
	}
	l.next += int64(len(line))
	if len(line) == 0 && err != nil {
		return nil, err
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	line = bytes.TrimSuffix(line, []byte{'\n'})
	return bytes.TrimSuffix(line, []byte{'\r'}), nil
}

// rest reads on after the start of a line, to its end.
func (l *lines) rest(start []byte) (line []byte, err error) {
	l.long = append(l.long[:0], start...)
	for err = bufio.ErrBufferFull; errors.Is(err, bufio.ErrBufferFull); {
		var part []byte
		part, err = l.in.ReadSlice('\n')
		if l.long = append(l.long, part...); len(l.long) > longestLine {
			return nil, errTooLong
		}
	}
	return l.long, err
}

// readLines reads a file of lines: an export to S3 if the first line looks like one,
// otherwise an event on each line.
func readLines(ctx context.Context, in *bufio.Reader, to *sink) error {
	l := &lines{in: in}
	read := readSingles
	if start, _ := in.Peek(exportStamp); isExportLine(start) {
		read = readExport
	}
	if err := read(ctx, l, to); err != nil && !errors.Is(err, io.EOF) {
		return &offsetError{l.offset, err}
	}
	return nil
}

// readSingles reads each line that is not empty as an event. A line without a time
// has the time of the line before; lines at the start of the file have that of the
// first line with a time.
func readSingles(ctx context.Context, l *lines, to *sink) error {
	var r lineReader
	if err := firstTime(l.in, &r, to); err != nil {
		return err
	}
	for {
		line, err := l.read()
		if err != nil {
			return err
		}
		if len(line) == 0 {
			continue
		}
		to.event.Message = line
		r.read(unsafeString(line), &to.event, to.name)
		if err := to.send(ctx, l.offset); err != nil {
			return err
		}
	}
}

// firstTime stores in the sink's event the first time in the file. It fails if none
// of the lines in the buffer has one.
func firstTime(in *bufio.Reader, r *lineReader, to *sink) error {
	head, err := in.Peek(bufferSize) // of a shorter file, all of it
	for line := range bytes.Lines(head) {
		if r.read(unsafeString(bytes.TrimSpace(line)), &to.event, to.name) {
			return nil
		}
	}
	if len(bytes.TrimSpace(head)) == 0 {
		return nil
	}
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return err
	}
	return fmt.Errorf("no line in the first %d bytes has a time", len(head))
}
