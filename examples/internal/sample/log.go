package sample

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/wholefile"
)

// Log is a file of log events.
type Log struct{ events []event }

type event struct {
	at   time.Time
	text string
}

// Add adds an event.
func (l *Log) Add(at time.Time, format string, args ...any) {
	l.events = append(l.events, event{at, fmt.Sprintf(format, args...)})
}

// Tail adds an event as `aws logs tail --format detailed` prints it: with the time that the
// service has, and its log stream.
func (l *Log) Tail(at time.Time, stream, format string, args ...any) {
	l.Add(at, "%s %s %s", at.UTC().Format("2006-01-02T15:04:05.000000-07:00"), stream, fmt.Sprintf(format, args...))
}

// String returns the events in the order of their times.
func (l *Log) String() string {
	slices.SortStableFunc(l.events, func(a, b event) int { return a.at.Compare(b.at) })
	var b strings.Builder
	for _, e := range l.events {
		b.WriteString(e.text + "\n")
	}
	return b.String()
}

// Files are the contents of files by their path below a folder, with slashes.
type Files map[string]string

// Write writes the files. One whose name ends in .gz is compressed.
func (f Files) Write(folder string) error {
	for name, text := range f {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return fmt.Errorf("create the folder of %s: %w", path, err)
		}
		content := []byte(text)
		if strings.HasSuffix(name, ".gz") {
			var err error
			if content, err = pack(content); err != nil {
				return fmt.Errorf("compress %s: %w", path, err)
			}
		}
		if err := wholefile.Write(path, content); err != nil {
			return fmt.Errorf("write a log: %w", err)
		}
	}
	return nil
}

func pack(content []byte) ([]byte, error) {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(content); err != nil {
		return nil, err
	}
	err = w.Close()
	return b.Bytes(), err
}
