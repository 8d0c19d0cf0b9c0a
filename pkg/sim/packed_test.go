package sim

import (
	"bytes"
	"testing"

	"github.com/fanlight/fanlight/pkg/report"
)

// TestCut holds that a definition that is cut elsewhere has the same bytes, and its digest is
// the one of those who would pack it so.
func TestCut(t *testing.T) {
	t.Parallel()
	packed, err := report.PackJSON([]byte(`{"name":"usage"}`))
	if err != nil {
		t.Fatal(err)
	}
	whole, pieces := cut(packed, 1<<10), cut(packed, 10)
	if whole.Digest != packed.Digest || len(whole.Chunks) != 1 {
		t.Errorf("one chunk: digest %s of %d chunks, want %s", whole.Digest, len(whole.Chunks), packed.Digest)
	}
	if !bytes.Equal(bytes.Join(pieces.Chunks, nil), packed.Chunks[0]) || pieces.Digest == packed.Digest || len(pieces.Chunks) < 3 {
		t.Errorf("cut: digest %s of %d chunks, whole %s", pieces.Digest, len(pieces.Chunks), packed.Digest)
	}
}
