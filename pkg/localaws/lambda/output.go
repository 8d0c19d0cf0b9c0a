package lambda

import (
	"bytes"
	"io"
)

// lines passes text on in whole lines, each after a prefix and in one Write, so
// that the output of several processes can share a terminal.
type lines struct {
	prefix string
	to     io.Writer
	rest   []byte // begun, not yet ended
}

func (l *lines) Write(text []byte) (int, error) {
	l.rest = append(l.rest, text...)
	for {
		line, rest, found := bytes.Cut(l.rest, []byte("\n"))
		if !found {
			return len(text), nil
		}
		if err := l.pass(line); err != nil {
			return 0, err
		}
		l.rest = rest
	}
}

func (l *lines) pass(line []byte) error {
	_, err := l.to.Write(append(append([]byte(l.prefix), line...), '\n'))
	return err
}

// flush passes on what was begun when the process ended.
func (l *lines) flush() {
	if len(l.rest) > 0 {
		_ = l.pass(l.rest) // the process is gone: nobody is left to be told
		l.rest = nil
	}
}
