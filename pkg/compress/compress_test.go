package compress_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/compress"
)

// plain returns what a compressed text was.
func plain(t *testing.T, packed []byte) string {
	t.Helper()
	text, err := compress.Gunzip(packed)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestGunzip(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a long text of few words. ", 40_000) // that compresses to a thousandth
	packed, err := compress.GzipBytes([]byte(long))
	if err != nil || plain(t, packed) != long {
		t.Errorf("the text comes back as %d bytes, %v; want %d", len(plain(t, packed)), err, len(long))
	}
	damaged := append(packed[:len(packed)-4:len(packed)-4], 0xff, 0xff, 0xff, 0xff) // the size that it claims
	for name, wrong := range map[string][]byte{
		"nothing": nil, "other bytes": []byte("text"), "a part": packed[:len(packed)/2], "another size": damaged,
	} {
		if text, err := compress.Gunzip(wrong); err == nil {
			t.Errorf("%s is decompressed to %d bytes, want an error", name, len(text))
		}
	}
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

// TestNewReader reads two texts at once, a part at a time: each reader has its own, also after
// another one was given back, or got nothing to read.
func TestNewReader(t *testing.T) {
	t.Parallel()
	packed := map[string][]byte{}
	for _, text := range []string{"first text", "other text"} {
		var err error
		if packed[text], err = compress.GzipBytes([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	open := func(text string) io.ReadCloser {
		r, err := compress.NewReader(bytes.NewReader(packed[text]))
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if _, err := compress.NewReader(strings.NewReader("text")); err == nil || errors.Is(err, io.EOF) {
		t.Errorf("other bytes: error %v", err)
	}
	if _, err := compress.NewReader(strings.NewReader("")); !errors.Is(err, io.EOF) {
		t.Errorf("nothing: error %v, want the end", err)
	}
	first := open("first text")
	part := make([]byte, 5)
	if _, err := io.ReadFull(first, part); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		other := open("other text")
		if text, err := io.ReadAll(other); err != nil || string(text) != "other text" || other.Close() != nil {
			t.Errorf("the other reader has %q, %v", text, err)
		}
	}
	if rest, err := io.ReadAll(first); err != nil || string(part)+string(rest) != "first text" || first.Close() != nil {
		t.Errorf("the first reader has %q and %q, %v", part, rest, err)
	}
}
