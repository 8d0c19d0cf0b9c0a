//go:build !race

package sim

import (
	"runtime"
	"testing"
)

// TestRun_deterministic runs seeds several times on any number of processors:
// the trace is the same.
func TestRun_deterministic(t *testing.T) {
	hashes := map[uint64]uint64{}
	for _, processors := range []int{1, 1, 2, 8} {
		before := runtime.GOMAXPROCS(processors)
		each(min(seeds(), 1000)/5, Options{Queries: Few}, func(r *Result) {
			if first, seen := hashes[r.Seed]; seen && first != r.Hash {
				t.Errorf("seed %d with %d processors: trace %x, before it was %x", r.Seed, processors, r.Hash, first)
			}
			hashes[r.Seed] = r.Hash
		})
		runtime.GOMAXPROCS(before)
	}
}

// TestRun_wide runs reports that fill shards and cross their borders.
func TestRun_wide(t *testing.T) {
	for _, queries := range []int{9, 15, 16, 17, 40} {
		o := Options{Queries: queries}
		each(max(seeds()/100, 10), o, func(r *Result) {
			if len(r.Violations) > 0 {
				fail(t, r, o)
			}
		})
	}
}
