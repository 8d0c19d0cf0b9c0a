package report

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// unpacked returns what chunks hold together.
func unpacked(t *testing.T, p Packed) []byte {
	t.Helper()
	joined := bytes.Join(p.Chunks, nil)
	if sum := sha256.Sum256(joined); hex.EncodeToString(sum[:]) != p.Digest {
		t.Errorf("digest %s is not that of the chunks", p.Digest)
	}
	r, err := gzip.NewReader(bytes.NewReader(joined))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

func TestReport_Pack(t *testing.T) {
	t.Parallel()
	r := botUsage()
	packed, err := r.Pack()
	if err != nil {
		t.Fatal(err)
	}
	read, err := Definition(unpacked(t, packed))
	if diff := cmp.Diff(*r, read); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func TestPackJSON(t *testing.T) {
	t.Parallel()
	long := make([]byte, 3*chunkSize)
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range long {
		long[i] = byte(rng.Uint32())
	}
	for _, plain := range [][]byte{nil, []byte("{}"), long} {
		packed, err := PackJSON(plain)
		if err != nil || len(packed.Chunks) != 1+len(plain)/chunkSize {
			t.Fatalf("%d bytes: %d chunks, %v", len(plain), len(packed.Chunks), err)
		}
		for _, chunk := range packed.Chunks {
			if len(chunk) > chunkSize {
				t.Errorf("a chunk has %d bytes", len(chunk))
			}
		}
		if !bytes.Equal(unpacked(t, packed), plain) {
			t.Errorf("%d bytes: what was unpacked is not what was packed", len(plain))
		}
	}
}
