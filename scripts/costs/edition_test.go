package main

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/sim/fleet"
)

func TestFacts_edition(t *testing.T) {
	t.Parallel()
	f, err := readFacts("../..")
	if err != nil {
		t.Fatal(err)
	}
	e := f.edition(3, fleet.Counts{
		Billed: map[string]time.Duration{"worker": 4 * time.Second}, Logged: map[string]int{"worker": 1e9},
		Units: map[fleet.Write]fleet.Units{{Actor: "worker", Op: "PutItem"}: {Write: 1e6}},
	})
	for name, got := range map[string][2]float64{
		"machinery": {e.machinery, 1e-6 + 1.33334e-5 + 0.625}, "logs": {e.logs, 0.53}, "kept": {e.kept, 1.35},
		"metrics": {e.metrics, 0.6 / 730}, "together": {e.total(), e.machinery + e.logs + e.kept + e.metrics},
	} {
		if diff := got[0] - got[1]; diff > 1e-6 || diff < -1e-6 {
			t.Errorf("%s: %f dollars, want %f", name, got[0], got[1])
		}
	}
}
