package logfile

import (
	"errors"
	"fmt"
	"io"

	"github.com/fanlight/fanlight/pkg/logfile/internal/unpack"
)

// lineError is an error at a line of a file.
type lineError struct {
	line int
	err  error
}

func (e *lineError) Error() string { return fmt.Sprintf("line %d: %v", e.line, e.err) }

func (e *lineError) Unwrap() error { return e.err }

// failedAt adds a line to an error, unless it is nil or one of yield.
func failedAt(line int, err error) error {
	if err == nil {
		return nil
	}
	l := lines{number: line}
	return l.failed(err)
}

// placedError is an error that has its place.
type placedError struct{ error }

// Unwrap returns the error with its place.
func (e *placedError) Unwrap() error { return e.error }

// placed adds the file to an error, and the line if it has one. An error of yield or of
// the context stays as it is.
func placed(name string, err error) error {
	if yielded, ok := errors.AsType[*yieldError](err); ok {
		return &placedError{yielded.error}
	}
	if at, ok := errors.AsType[*lineError](err); ok {
		return &placedError{fmt.Errorf("read log file %s:%d: %w", name, at.line, at.err)}
	}
	return &placedError{fmt.Errorf("read log file %s: %w", name, err)}
}

// withoutPlace returns an error that says that a file is not a log without its line, and
// any other one as it is.
func withoutPlace(err error) error {
	_, notText := errors.AsType[*unpack.NotTextError](err)
	_, noTime := errors.AsType[*noTimeError](err)
	if at, ok := errors.AsType[*lineError](err); ok && (notText || noTime) {
		return at.err
	}
	return err
}

// unexpectedEnd returns io.ErrUnexpectedEOF for the end of the file inside a
// document, where io.EOF would mean that the document is complete.
func unexpectedEnd(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
