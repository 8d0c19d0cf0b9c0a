package sim

import "testing"

func BenchmarkRun(b *testing.B) {
	for seed := range b.N {
		Run(uint64(seed+1), Options{Queries: Few})
	}
}
