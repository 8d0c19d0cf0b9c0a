package logfile

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
)

// longestLine bounds what is held of a file: a message of MaxMessage bytes may
// be longer as a JSON string.
const longestLine = 8 * MaxMessage

var errTooLong = fmt.Errorf("a message and its line hold at most %d bytes", longestLine)

// lines cuts a file. A line is valid until the next.
type lines struct {
	in     *bufio.Reader
	offset int64 // of the line's first byte
	next   int64
	long   []byte
}

// read returns the next line without its end, and io.EOF behind the last.
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

// readLines reads a file of lines: an export if the first line is one's, else
// one event a line.
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

// readSingles makes each line that is not empty an event. A line without a time
// has that of the line before, and at the head of the file that of the first
// line that has one.
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
		r.read(view(line), &to.event, to.name)
		if err := to.send(ctx, l.offset); err != nil {
			return err
		}
	}
}

// firstTime looks ahead for the first line with a time, as far as the buffer
// reaches.
func firstTime(in *bufio.Reader, r *lineReader, to *sink) error {
	head, err := in.Peek(bufferSize) // a shorter file is all there is
	for line := range bytes.Lines(head) {
		if r.read(view(bytes.TrimSpace(line)), &to.event, to.name) {
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
