package logfile

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

const bufferSize = 1 << 20

// readFile sends the events of a file to a sink. It recognises compression and
// layout by the first bytes.
func readFile(ctx context.Context, path string, to *sink) error {
	f, err := openPlain(path)
	if err != nil {
		return fmt.Errorf("read log file: %w", err)
	}
	defer func() { _ = f.Close() }() // it was only read
	read := readLines
	if isDocument(f.Reader) {
		read = readDocument
	}
	err = read(ctx, f.Reader, to)
	if yielded, ok := errors.AsType[*yieldError](err); ok {
		return yielded.error
	}
	if at, ok := errors.AsType[*offsetError](err); ok {
		return fmt.Errorf("read log file %s:%d: %w", path, lineAt(path, at.offset), at.err)
	}
	return err
}

// plainFile is an open file that is decompressed while it is read.
type plainFile struct {
	*bufio.Reader
	io.Closer
}

var gzipMagic = []byte{0x1f, 0x8b}

func openPlain(path string) (plainFile, error) {
	f, err := os.Open(path)
	if err != nil {
		return plainFile{}, err
	}
	in := bufio.NewReaderSize(f, bufferSize)
	magic, _ := in.Peek(len(gzipMagic)) // a shorter file is not compressed
	if !bytes.Equal(magic, gzipMagic) {
		return plainFile{in, f}, nil
	}
	unzipped, err := gzip.NewReader(in)
	if err != nil {
		_ = f.Close() // it was only read
		return plainFile{}, &fs.PathError{Op: "unzip", Path: path, Err: damaged(err)}
	}
	return plainFile{bufio.NewReaderSize(unzipper{unzipped}, bufferSize), f}, nil
}

// unzipper adds to the errors of a compressed file what they mean.
type unzipper struct{ in *gzip.Reader }

func (u unzipper) Read(p []byte) (int, error) {
	n, err := u.in.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = damaged(err)
	}
	return n, err
}

// damaged returns an error of gzip with its meaning, and an error of the file
// system as it is.
func damaged(err error) error {
	if _, ok := errors.AsType[*fs.PathError](err); ok {
		return err
	}
	return fmt.Errorf("%w: the gzip file is cut off or damaged", err)
}

// offsetError is an error at an offset of the uncompressed file.
type offsetError struct {
	offset int64
	err    error
}

func (e *offsetError) Error() string { return fmt.Sprintf("at byte %d: %v", e.offset, e.err) }
func (e *offsetError) Unwrap() error { return e.err }

// lineAt returns the number of the line, from 1, of an offset in the uncompressed
// file, which it reads again. If the file ends or fails before, it returns the last
// line that it read.
func lineAt(path string, offset int64) int {
	f, err := openPlain(path)
	if err != nil {
		return 1
	}
	defer func() { _ = f.Close() }() // it was only read
	line := 1
	for ; offset > 0; offset-- {
		c, err := f.ReadByte()
		if err != nil {
			break
		}
		if c == '\n' {
			line++
		}
	}
	return line
}
