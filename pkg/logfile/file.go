package logfile

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
)

const bufferSize = 1 << 20

// readFile recognises compression and layout by the first bytes.
func readFile(ctx context.Context, path string, to *sink) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("read log file: %w", err)
	}
	defer f.Close()
	in, err := plain(bufio.NewReaderSize(f, bufferSize))
	if err != nil {
		return fmt.Errorf("read log file %s: %w", path, err)
	}
	if isDocument(in) {
		return located(path, readDocument(ctx, in, to))
	}
	return located(path, readLines(ctx, in, to))
}

var gzipMagic = []byte{0x1f, 0x8b}

func plain(in *bufio.Reader) (*bufio.Reader, error) {
	magic, _ := in.Peek(len(gzipMagic)) // a shorter file is not compressed
	if !bytes.Equal(magic, gzipMagic) {
		return in, nil
	}
	unzipped, err := gzip.NewReader(in)
	if err != nil {
		return nil, err
	}
	return bufio.NewReaderSize(unzipped, bufferSize), nil
}

// lineError is an error at a line of a file, counted from 1.
type lineError struct {
	line int
	err  error
}

func (e *lineError) Error() string { return fmt.Sprintf("%d: %v", e.line, e.err) }
func (e *lineError) Unwrap() error { return e.err }

// located puts the file's name before what went wrong in it.
func located(path string, err error) error {
	if err == nil {
		return nil
	}
	if yielded, ok := errors.AsType[*yieldError](err); ok {
		return yielded.error
	}
	return fmt.Errorf("read log file %s:%w", path, err)
}

// lineCounter counts the lines that pass.
type lineCounter struct {
	in    io.Reader
	lines int
}

func (c *lineCounter) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.lines += bytes.Count(p[:n], []byte{'\n'})
	return n, err
}
