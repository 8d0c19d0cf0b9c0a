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
	if digest := digestOf(p.Chunks); digest != p.Digest {
		t.Errorf("digest %s is not that of the chunks, %s", p.Digest, digest)
	}
	joined := bytes.Join(p.Chunks, nil)
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

// TestPackJSON_digest holds that a digest names the chunks, and not only their bytes:
// of another version, which may cut elsewhere, none is stored under the same digest.
func TestPackJSON_digest(t *testing.T) {
	t.Parallel()
	one, err := PackJSON([]byte("{}"))
	if err != nil {
		t.Fatal(err)
	}
	stored := one.Chunks[0]
	if sum := sha256.Sum256(stored); hex.EncodeToString(sum[:]) != one.Digest {
		t.Errorf("digest %s is not that of the only chunk", one.Digest)
	}
	seen := map[string]int{one.Digest: 0}
	for at := 1; at < len(stored); at++ {
		digest := digestOf([][]byte{stored[:at], stored[at:]})
		if other, is := seen[digest]; is || len(digest) != len(one.Digest) {
			t.Errorf("cut at %d the chunks have the digest %s, as those that are cut at %d", at, digest, other)
		}
		seen[digest] = at
	}
}
