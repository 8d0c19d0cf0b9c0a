package logfile

import (
	"bytes"
	"context"
	"errors"
	"io"
)

// exportStamp is the length of the time at the start of each event in an export to
// S3, 2026-01-31T12:30:00.123Z, and a space.
const exportStamp = len("2006-01-02T15:04:05.000Z ")

func isExportLine(line []byte) bool {
	if len(line) < exportStamp || line[exportStamp-2] != 'Z' || line[exportStamp-1] != ' ' || line[10] != 'T' {
		return false
	}
	_, length := isoTime(unsafeString(line[:exportStamp]))
	return length == exportStamp-1
}

// readExport reads events of one line or more, of which the first starts with a
// time. The ends of lines after an event do not belong to its message.
func readExport(ctx context.Context, l *lines, to *sink) error {
	var text []byte // of the event being read, with its time
	var start int64
	for {
		line, err := l.read()
		if len(text) > 0 && (errors.Is(err, io.EOF) || isExportLine(line)) {
			if err := to.sendExported(ctx, text, start); err != nil {
				return err
			}
			text = text[:0]
		}
		if err != nil {
			return err
		}
		if len(text) == 0 {
			start = l.offset
		} else {
			text = append(text, '\n')
		}
		if text = append(text, line...); len(text) > longestLine {
			return errTooLong
		}
	}
}

func (s *sink) sendExported(ctx context.Context, text []byte, offset int64) error {
	s.event.Timestamp, _ = isoTime(unsafeString(text[:exportStamp]))
	s.event.Message = bytes.TrimRight(text[exportStamp:], "\n")
	return s.send(ctx, offset)
}
