package localaws

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/fanlight/fanlight/pkg/localaws/journal"
)

// Unkept reports whether an error, that of a client too, says that a call was refused because the
// folder of Keep could not be written. Options.Report has said so once for all such calls.
func Unkept(err error) bool { return strings.Contains(err.Error(), journal.Unkept) }

// failure is whether a folder cannot be written now. It is safe for concurrent use.
type failure struct {
	folder string
	report func(error)
	now    func() time.Time

	mu     sync.Mutex
	broken bool
}

// note reports the first error, and the first success after errors. It returns the error.
func (f *failure) note(err error) error {
	f.mu.Lock()
	changed := f.broken != (err != nil)
	f.broken = err != nil
	f.mu.Unlock()
	if changed {
		f.report(&KeepError{Folder: f.folder, At: f.now(), Err: err})
	}
	return err
}

// KeepError says that the folder of Keep cannot be written, or can be written again.
type KeepError struct {
	Folder string
	At     time.Time
	Err    error // nil: it can be written again
}

// Error implements error.
func (e *KeepError) Error() string {
	at := e.At.UTC().Format("15:04:05Z")
	switch {
	case e.Err == nil:
		return fmt.Sprintf("%s: the data folder %s can be written again: everything goes on", at, e.Folder)
	case errors.Is(e.Err, syscall.ENOSPC):
		return fmt.Sprintf("%s: the disk of the data folder %s is full: every call is refused, and nothing is lost; free some space there, and it goes on by itself", at, e.Folder)
	}
	return fmt.Sprintf("%s: the data folder %s cannot be written: every call is refused, and nothing is lost; it goes on by itself when the folder can be written: %v", at, e.Folder, e.Err)
}

// Unwrap returns the cause.
func (e *KeepError) Unwrap() error { return e.Err }

// Kept returns a KeepError while the folder of Keep cannot be written.
func (l *Local) Kept() error {
	var k *kept
	l.server.Do(func() { k = l.kept })
	if k == nil {
		return nil
	}
	if err := k.Kept(); err != nil {
		return &KeepError{Folder: k.failure.folder, At: l.time.now(), Err: err}
	}
	return nil
}
