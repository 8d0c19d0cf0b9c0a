// Package compress compresses what the table stores. Its compressors and readers are used again:
// making one takes longer, and some hundred times the memory, than compressing an item.
package compress

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"io"
	"sync"
)

var writers = sync.Pool{New: func() any { return gzip.NewWriter(nil) }}

// Gzip returns what write writes, compressed by gzip (RFC 1952): equal bytes for equal
// bytes. The error is that of write. It may be called by several goroutines at once.
func Gzip(write func(io.Writer) error) ([]byte, error) {
	var b bytes.Buffer
	w := writers.Get().(*gzip.Writer)
	defer writers.Put(w)
	w.Reset(&b)
	err := write(w)
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("compress: %w", err)
	}
	return b.Bytes(), nil
}

var readers = sync.Pool{New: func() any { return new(gzip.Reader) }}

// reader is one that Close gives back.
type reader struct{ *gzip.Reader }

// NewReader returns a reader of what Gzip compressed, from its beginning on. Close it; it must
// not be used afterwards.
func NewReader(from io.Reader) (io.ReadCloser, error) {
	r := readers.Get().(*gzip.Reader)
	if err := r.Reset(from); err != nil {
		readers.Put(r)
		return nil, fmt.Errorf("decompress: %w", err)
	}
	return &reader{r}, nil
}

// Close implements io.Closer.
func (r *reader) Close() error {
	err := r.Reader.Close()
	readers.Put(r.Reader)
	r.Reader = nil // another one may have it by now
	return err
}

// Gunzip returns what Gzip compressed.
func Gunzip(packed []byte) ([]byte, error) {
	r, err := NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }() // it was only read
	plain := bytes.NewBuffer(make([]byte, 0, min(sizeOf(packed), maxRatio*len(packed))+bytes.MinRead))
	if _, err := plain.ReadFrom(r); err != nil {
		return nil, fmt.Errorf("decompress: %w", err)
	}
	return plain.Bytes(), nil
}

// maxRatio is more than most texts are compressed by, and less than any claim of what
// holds no such text.
const maxRatio = 32

// sizeOf returns the size that the last four bytes claim, modulo 2^32 (RFC 1952, ISIZE).
func sizeOf(packed []byte) int {
	if len(packed) < 4 {
		return 0
	}
	return int(binary.LittleEndian.Uint32(packed[len(packed)-4:]))
}

// GzipBytes returns bytes compressed by gzip.
func GzipBytes(plain []byte) ([]byte, error) {
	return Gzip(func(w io.Writer) error {
		_, err := w.Write(plain)
		return err
	})
}
