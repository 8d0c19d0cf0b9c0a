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
