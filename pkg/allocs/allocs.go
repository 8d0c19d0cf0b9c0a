// Package allocs bounds the memory that a function allocates, in tests and fuzz
// targets. What is allocated is a counter, not a clock: work that grows faster than
// its input is found on a slow machine and on a fast one alike.
package allocs

import (
	"runtime"
	"testing"
)

// Bytes calls f and returns how many bytes the process allocated on the heap
// meanwhile, whether or not they are still in use. The bytes of other goroutines
// count too, so do not call it in parallel tests.
func Bytes(f func()) uint64 {
	before := total()
	f()
	return total() - before
}

// AtMost calls f and fails the test if it allocates more than limit bytes, as Bytes
// counts them.
func AtMost(t testing.TB, limit uint64, f func()) {
	t.Helper()
	if n := Bytes(f); n > limit {
		t.Errorf("allocated %d bytes, want at most %d", n, limit)
	}
}

// total returns the bytes allocated since the process started.
func total() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}
