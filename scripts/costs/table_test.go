package main

import (
	"strings"
	"testing"
)

func TestParts(t *testing.T) {
	t.Parallel()
	for dollars, want := range map[float64]string{0.0000004: "$0.0000004", 0.00123456: "$0.0012", 0.1: "$0.1"} {
		if got := parts(dollars); got != want {
			t.Errorf("%g: %s, want %s", dollars, got, want)
		}
	}
}

func TestCents(t *testing.T) {
	t.Parallel()
	for dollars, want := range map[float64]string{0: "–", 0.0001: "under $0.001", 0.2628: "$0.263", 3: "$3.000"} {
		if got := cents(dollars); got != want {
			t.Errorf("%g: %s, want %s", dollars, got, want)
		}
	}
}

// TestPriceTable holds that every price has its page.
func TestPriceTable(t *testing.T) {
	t.Parallel()
	for n, line := range strings.Split(strings.TrimSuffix(priceTable(), "\n"), "\n") {
		if n > 1 && !strings.Contains(line, "(https://aws.amazon.com/") {
			t.Errorf("%s has no source", line)
		}
	}
}
