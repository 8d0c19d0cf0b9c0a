package allocs_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/allocs"
)

var sink []byte

func allocate() { sink = make([]byte, 1<<20) }

func TestBytes(t *testing.T) {
	if n := allocs.Bytes(allocate); n < 1<<20 || n > 2<<20 {
		t.Errorf("%d bytes for 1 MiB", n)
	}
	if n := allocs.Bytes(func() {}); n > 100_000 {
		t.Errorf("%d bytes for nothing", n)
	}
}

// recorder is a test that only notes whether it failed.
type recorder struct {
	testing.TB
	failed bool
}

func (r *recorder) Helper()               {}
func (r *recorder) Errorf(string, ...any) { r.failed = true }

func TestAtMost(t *testing.T) {
	for limit, want := range map[uint64]bool{1 << 19: true, 1 << 22: false} {
		r := &recorder{TB: t}
		if allocs.AtMost(r, limit, allocate); r.failed != want {
			t.Errorf("limit %d: failed %v, want %v", limit, r.failed, want)
		}
	}
}
