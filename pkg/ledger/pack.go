package ledger

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"sync"
)

// defaultChunk is the most compressed bytes that one item carries: well below
// DynamoDB's limit of 400 KB an item.
const defaultChunk = 300 << 10

// compressors are used again: making one takes longer, and some hundred times
// the memory, than compressing an item.
var compressors = sync.Pool{New: func() any { return gzip.NewWriter(nil) }}

func pack(plain []byte) ([]byte, error) {
	var b bytes.Buffer
	w := compressors.Get().(*gzip.Writer)
	defer compressors.Put(w)
	w.Reset(&b)
	if _, err := w.Write(plain); err != nil {
		return nil, fmt.Errorf("compress: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("compress: %w", err)
	}
	return b.Bytes(), nil
}

var decompressors = sync.Pool{New: func() any { return new(gzip.Reader) }}

func unpack(packed []byte) ([]byte, error) {
	r := decompressors.Get().(*gzip.Reader)
	defer decompressors.Put(r)
	if err := r.Reset(bytes.NewReader(packed)); err != nil {
		return nil, fmt.Errorf("decompress: %w", err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("decompress: %w", err)
	}
	return plain, nil
}

// cut cuts packed bytes into pieces of at most size bytes. There is always one, be
// it empty.
func cut(packed []byte, size int) [][]byte {
	var pieces [][]byte
	for len(packed) > size {
		pieces = append(pieces, packed[:size])
		packed = packed[size:]
	}
	return append(pieces, packed)
}
