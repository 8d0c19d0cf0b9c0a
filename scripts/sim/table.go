package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/fanlight/fanlight/pkg/wholefile"
)

// readTable reads a file of lines, of which those that begin with # are comments. Without a
// file there are none. An error of parse gets the place of its line.
func readTable[T any](path string, parse func(line string) (T, error)) (all []T, err error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	for i, line := range strings.Split(strings.TrimRight(string(text), "\n"), "\n") {
		if strings.HasPrefix(line, "#") {
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

// writeTable writes the lines of all after a head.
func writeTable[T interface{ line() string }](path, head string, all []T) error {
	lines := []string{head}
	for _, one := range all {
		lines = append(lines, one.line())
	}
	return wholefile.Write(path, []byte(strings.Join(lines, "\n")+"\n"))
}
