package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"github.com/fanlight/fanlight/pkg/compress"
)

// chunkSize is the most bytes of one chunk: an item of DynamoDB holds 400 KB with
// its keys.
//
// Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
const chunkSize = 300 << 10

// Packed is a definition in the form in which the ledger stores it. The digest
// names exactly these chunks: every writer of chunks under it stores the same ones.
type Packed struct {
	Digest string   `json:"digest"` // in hexadecimal: SHA-256 of the only chunk; of several chunks, that of theirs
	Chunks [][]byte `json:"chunks"` // the definition's JSON by gzip, cut into pieces of at most 300 KB; base64 as JSON
}

// Pack returns the report's definition in its stored form. It returns the same
// bytes for the same report, if the same version of Go built the program.
func (r *Report) Pack() (Packed, error) {
	packed, err := PackJSON(r.canonical())
	if err != nil {
		return packed, fmt.Errorf("pack report %q: %w", r.Name, err)
	}
	return packed, nil
}

// PackJSON packs a definition that is given as JSON.
func PackJSON(definition []byte) (Packed, error) {
	packed, err := compress.GzipBytes(definition)
	if err != nil {
		return Packed{}, err
	}
	chunks := slices.Collect(slices.Chunk(packed, chunkSize))
	return Packed{Digest: digestOf(chunks), Chunks: chunks}, nil
}

// digestOf returns the digest of chunks. The same bytes that are cut elsewhere have
// another one, so that chunks of two sizes never mix under one digest, whatever size
// another version cuts.
func digestOf(chunks [][]byte) string {
	var sums []byte
	for _, chunk := range chunks {
		sum := sha256.Sum256(chunk)
		sums = append(sums, sum[:]...)
	}
	if len(chunks) > 1 {
		sum := sha256.Sum256(sums)
		sums = sum[:]
	}
	return hex.EncodeToString(sums)
}
