package cli

import (
	"errors"
	"fmt"
	"io"
	"sync"
)

// stdout is the standard output of a command. It keeps the first error of a
// write, and writes nothing after it: a command whose output is lost has failed,
// whether it looks at the errors or not. It is safe for concurrent use.
type stdout struct {
	w      io.Writer
	mu     sync.Mutex
	failed error
}

// watchStdout puts a stdout in place of the system's.
func watchStdout(s *System) *stdout {
	out, width := &stdout{w: s.Out}, s.Width
	s.Out = out
	s.Width = func(w io.Writer) int {
		if w == out {
			return width(out.w)
		}
		return width(w)
	}
	return out
}

// Write implements io.Writer.
func (o *stdout) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.failed != nil {
		return 0, o.failed
	}
	n, err := o.w.Write(p)
	o.failed = err
	return n, err
}

// check adds the error of a write to the error of the command, unless that is
// because of it.
func (o *stdout) check(err error) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.failed == nil || errors.Is(err, o.failed) {
		return err
	}
	return errors.Join(err, fmt.Errorf("write to standard output: %w", o.failed))
}
