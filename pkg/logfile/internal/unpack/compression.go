package unpack

import (
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/klauspost/compress/zstd"
)

func openGzip(from Source, next func(string, Source) error) error {
	unzipped, err := gzip.NewReader(from)
	if err != nil {
		return damaged("gzip", err)
	}
	inner := Source{Reader: checked{"gzip", unzipped}, Modified: from.Modified}
	if !unzipped.ModTime.IsZero() {
		inner.Modified = unzipped.ModTime
	}
	return next("", inner)
}

// largestWindow is how much memory a zstd file may ask for, in bytes: `zstd -19` asks for
// 8 MiB, `zstd --long` for more than this.
const largestWindow = 16 << 20

func openZstd(from Source, next func(string, Source) error) error {
	d, err := zstd.NewReader(from, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(largestWindow))
	if err != nil {
		return damaged("zstd", err)
	}
	defer d.Close()
	return next("", Source{Reader: checked{"zstd", d}, Modified: from.Modified})
}

// isZstd reports whether a file starts with a frame of zstd, or with one to be skipped, as
// pzstd writes (https://datatracker.ietf.org/doc/html/rfc8878, sections 3.1.1 and 3.1.2).
func isZstd(head []byte) bool {
	const skippable = "\x2a\x4d\x18"
	return bytes.HasPrefix(head, []byte("\x28\xb5\x2f\xfd")) ||
		len(head) > len(skippable) && head[0]&0xf0 == 0x50 && string(head[1:1+len(skippable)]) == skippable
}

// isBzip2 reports whether a file starts with the header and the first block of bzip2.
func isBzip2(head []byte) bool {
	const block = "\x31\x41\x59\x26\x53\x59"
	return len(head) > 10 && bytes.HasPrefix(head, []byte("BZh")) && string(head[4:10]) == block
}

func openBzip2(from Source, next func(string, Source) error) error {
	return next("", Source{Reader: checked{"bzip2", bzip2.NewReader(from)}, Modified: from.Modified})
}

// checked adds to the errors of a compressed file what they mean.
type checked struct {
	name string
	in   io.Reader
}

func (c checked) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = damaged(c.name, err)
	}
	return n, err
}

// DamagedError is an error in what a file is packed in.
type DamagedError struct {
	Packing string
	Err     error
}

func (e *DamagedError) Error() string {
	return fmt.Sprintf("%v: the %s file is cut off or damaged", e.Err, e.Packing)
}

// Unwrap returns the error of the decompressor.
func (e *DamagedError) Unwrap() error { return e.Err }

// damaged returns an error of a decompressor with its meaning, and an error of the file
// system or of an outer packing as it is.
func damaged(name string, err error) error {
	if _, ok := errors.AsType[*fs.PathError](err); ok {
		return err
	}
	if _, ok := errors.AsType[*DamagedError](err); ok {
		return err
	}
	return &DamagedError{name, err}
}
