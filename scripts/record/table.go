// Package record keeps lists of what long work has done, one line each, so that it goes on
// where it ended; and says on which commit it was done.
package record

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/fanlight/fanlight/pkg/wholefile"
)

// Read reads a file of lines, of which those that begin with # are comments. Without a
// file there are none. An error of parse gets the place of its line.
func Read[T any](path string, parse func(line string) (T, error)) (all []T, err error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	for i, line := range strings.Split(strings.TrimRight(string(text), "\n"), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		one, err := parse(line)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, i+1, err)
		}
		all = append(all, one)
	}
	return all, nil
}

// Write writes the lines of all after a head.
func Write[T any](path, head string, all []T, line func(T) string) error {
	lines := []string{head}
	for _, one := range all {
		lines = append(lines, line(one))
	}
	return wholefile.Write(path, []byte(strings.Join(lines, "\n")+"\n"))
}
