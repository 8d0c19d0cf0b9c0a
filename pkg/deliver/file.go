package deliver

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// writeFile replaces the file at path in one step, so that its readers see the
// old report or the new one. Missing folders are made.
func writeFile(path, content string) (err error) {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	f, err := os.CreateTemp(dir, "."+filepath.Base(path)+"-*")
	if err != nil {
		return fmt.Errorf("make temporary file: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if err := fill(f, content); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return fmt.Errorf("put report in place: %w", err)
	}
	return nil
}

// fill writes a file to the disk and closes it, readable for all: temporary
// files are their owner's alone.
func fill(f *os.File, content string) error {
	_, err := f.WriteString(content)
	return errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close())
}

// writeOut writes to standard output. What was partly written may have been
// read.
func writeOut(w io.Writer, text string) error {
	n, err := io.WriteString(w, text)
	switch {
	case err == nil:
		return nil
	case n > 0:
		return unknown(fmt.Errorf("write %d of %d bytes: %w", n, len(text), err))
	}
	return fmt.Errorf("write report: %w", err)
}
