// Package journal keeps what has changed in a folder, so that it can be done again after the
// process has ended, by whatever cause. A disk that is full loses nothing: what could not be
// written is written when there is room.
package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// name is the file of a folder; name+".new" is one that Rewrite has not finished.
const name = "journal"

// Entry is a change.
type Entry struct {
	// Lasting means that Rewrite keeps the entry. It is the first in a line.
	Lasting bool            `json:"lasting,omitempty"`
	At      time.Time       `json:"at"`
	Call    string          `json:"call"`
	Body    json.RawMessage `json:"body"`
	// Rewritten means that a Rewrite ended with the entry: what follows was added since.
	Rewritten bool `json:"rewritten,omitempty"`
}

// Unkept begins the error of Kept while the file cannot be written.
const Unkept = "keep what has changed"

// lasting begins the line of a lasting entry.
var lasting = []byte(`{"lasting":true,`)

// Journal is the journal of a folder, which no other process has open. It is safe for
// concurrent use.
type Journal struct {
	path string
	lock *os.File

	mu      sync.Mutex
	file    writer
	size    int64  // of the file: what is whole
	least   int64  // of the file after its last rewrite
	pending []byte // lines that are not in the file
	failed  error  // why; nil without pending lines
}

// writer is the file of a journal.
type writer interface {
	WriteAt(p []byte, offset int64) (int, error)
	ReadAt(p []byte, offset int64) (int, error)
	Truncate(size int64) error
	Close() error
}

// Open opens the journal of a folder, and makes both if they do not exist. It returns an error
// if another process has it open. Close it.
func Open(folder string) (*Journal, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	lock, err := lockFolder(folder)
	if err != nil {
		return nil, err
	}
	path := filepath.Join(folder, name)
	if err := os.Remove(path + ".new"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, errors.Join(fmt.Errorf("remove an unfinished journal: %w", err), lock.Close())
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open the journal: %w", err), lock.Close())
	}
	return &Journal{path: path, lock: lock, file: file}, nil
}

// Size returns the number of bytes of the file.
func (j *Journal) Size() int64 {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.size
}

// Rewritten returns the number of bytes that the file had after its last rewrite, also by an
// earlier process: 0 without any.
func (j *Journal) Rewritten() int64 {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.least
}

// Add adds an entry. If it cannot be written, Kept says so.
func (j *Journal) Add(e Entry) {
	line, err := e.line()
	j.mu.Lock()
	defer j.mu.Unlock()
	if err != nil {
		j.failed = err // a bug: nothing goes on
		return
	}
	j.pending = append(j.pending, line...)
	j.flush()
}

// line returns the entry as a line.
func (e Entry) line() ([]byte, error) {
	line, err := json.Marshal(e)
	if err != nil {
		return nil, fmt.Errorf("encode an entry of the journal: %w", err)
	}
	return append(line, '\n'), nil
}

// Kept returns nil if every entry is in the file. Else it tries to write them, and returns why
// that fails.
func (j *Journal) Kept() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.flush()
	return j.failed
}

// flush writes the pending lines at the end of what is whole, so that a part of them that was
// written before is written over.
func (j *Journal) flush() {
	if len(j.pending) == 0 {
		return
	}
	if _, err := j.file.WriteAt(j.pending, j.size); err != nil {
		j.failed = fmt.Errorf("%s: %w", Unkept, err)
		return
	}
	j.size += int64(len(j.pending))
	j.pending, j.failed = nil, nil
}

// Close closes the file, and lets other processes open the folder.
func (j *Journal) Close() error {
	return errors.Join(j.file.Close(), j.lock.Close())
}

// isLasting reports whether a line is that of a lasting entry.
func isLasting(line []byte) bool { return bytes.HasPrefix(line, lasting) }
