package render_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/render"
)

func TestCount(t *testing.T) {
	t.Parallel()
	for n, want := range map[float64]string{-1: "0", 0: "0", 0.5: "1", 999: "999", 20311: "20,311", 1234567: "1,234,567"} {
		if got := render.Count(n); got != want {
			t.Errorf("%g: got %q, want %q", n, got, want)
		}
	}
}

func TestBytes(t *testing.T) {
	t.Parallel()
	for n, want := range map[float64]string{0: "0 B", 812: "812 B", 14_200: "14.2 kB", 6_300_000: "6.3 MB", 412e9: "412 GB"} {
		if got := render.Bytes(n); got != want {
			t.Errorf("%g: got %q, want %q", n, got, want)
		}
	}
}

// TestScanCost has 0.005 dollars per GB.
func TestScanCost(t *testing.T) {
	t.Parallel()
	for n, want := range map[float64]string{0: "$0", 1000: "under $0.00001", 6.3e6: "$0.00003", 40.8e9: "$0.20", 248.1e12: "$1,240.50"} {
		if got := render.ScanCost(n); got != want {
			t.Errorf("%g: got %q, want %q", n, got, want)
		}
	}
}
