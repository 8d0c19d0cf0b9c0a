package sim

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"github.com/fanlight/fanlight/pkg/report"
)

// cut returns a definition as a version packs it that cuts smaller chunks; as it is without a
// size. A digest names the chunks: of several it is the one of their digests.
func cut(packed report.Packed, size int) report.Packed {
	if size == 0 {
		return packed
	}
	chunks := slices.Collect(slices.Chunk(bytes.Join(packed.Chunks, nil), size))
	var sums []byte
	for _, chunk := range chunks {
		sum := sha256.Sum256(chunk)
		sums = append(sums, sum[:]...)
	}
	if len(chunks) > 1 {
		sum := sha256.Sum256(sums)
		sums = sum[:]
	}
	return report.Packed{Digest: hex.EncodeToString(sums), Chunks: chunks}
}
