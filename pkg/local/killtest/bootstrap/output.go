package bootstrap

import (
	"bytes"
	"io"
)

// lines writes text on in whole lines, each after a prefix and in one Write, so
// that the output of several processes can share a terminal.
type lines struct {
	prefix string
	to     io.Writer
	rest   []byte // of a line that has not ended
}

// Write implements io.Writer.
func (l *lines) Write(text []byte) (int, error) {
	l.rest = append(l.rest, text...)
	for {
		line, rest, found := bytes.Cut(l.rest, []byte("\n"))
		if !found {
			return len(text), nil
		}
		if err := l.writeLine(line); err != nil {
			return 0, err
		}
		l.rest = rest
	}
}

func (l *lines) writeLine(line []byte) error {
	_, err := l.to.Write(append(append([]byte(l.prefix), line...), '\n'))
	return err
}

// flush writes the line that had not ended when the process exited.
func (l *lines) flush() {
	if len(l.rest) > 0 {
		_ = l.writeLine(l.rest) // no caller is left that could handle the error
		l.rest = nil
	}
}
