package compress_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/fanlight/fanlight/pkg/compress"
)

// plain returns what a compressed text was.
func plain(t *testing.T, packed []byte) string {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestGzip has a writer that fails between two that do not: nothing of it is left in
// the compressor.
func TestGzip(t *testing.T) {
	t.Parallel()
	failed := errors.New("failed")
	for _, want := range []error{nil, failed, nil} {
		packed, err := compress.Gzip(func(w io.Writer) error {
			_, err := fmt.Fprint(w, "one ", "line")
			return errors.Join(err, want)
		})
		if !errors.Is(err, want) {
			t.Errorf("error %v, want %v", err, want)
		}
		if err == nil && plain(t, packed) != "one line" {
			t.Errorf("compressed %q", plain(t, packed))
		}
	}
}

func TestGzipBytes(t *testing.T) {
	t.Parallel()
	first, err := compress.GzipBytes([]byte("text"))
	if err != nil {
		t.Fatal(err)
	}
	second, err := compress.GzipBytes([]byte("text"))
	if err != nil || !bytes.Equal(first, second) || plain(t, first) != "text" {
		t.Errorf("%x and %x, %v", first, second, err)
	}
}
