package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

// size is a number of bytes; as a flag it may have a unit.
type size int64

var units = []struct {
	suffix string
	bytes  int64
}{{"GB", 1e9}, {"MB", 1e6}, {"KB", 1e3}, {"", 1}}

// Set reads a number with a unit.
func (s *size) Set(text string) error {
	for _, u := range units {
		digits, ok := strings.CutSuffix(text, u.suffix)
		if !ok {
			continue
		}
		n, err := strconv.ParseInt(digits, 10, 32)
		if err != nil || n < 1 {
			return fmt.Errorf("invalid size %q: want a number with KB, MB or GB", text)
		}
		*s = size(n * u.bytes)
		return nil
	}
	return nil
}

// String writes the size in MB.
func (s *size) String() string { return fmt.Sprintf("%d MB", *s/1e6) }

// warm reads a file once, so that all rounds read it from the system's cache.
func warm(path string) (int64, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer func() { _ = f.Close() }() // nothing was written
	return io.CopyBuffer(struct{ io.Writer }{io.Discard}, struct{ io.Reader }{f}, make([]byte, 1<<20))
}
