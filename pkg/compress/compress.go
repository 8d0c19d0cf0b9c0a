// Package compress compresses what the table stores. Its compressors are used again:
// making one takes longer, and some hundred times the memory, than compressing an item.
package compress

import (
	"bytes"
	"compress/gzip"
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

// GzipBytes returns bytes compressed by gzip.
func GzipBytes(plain []byte) ([]byte, error) {
	return Gzip(func(w io.Writer) error {
		_, err := w.Write(plain)
		return err
	})
}
