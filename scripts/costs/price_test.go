package main

import (
	"math"
	"testing"

	"github.com/fanlight/fanlight/pkg/price"
)

// TestEdition holds the prices by which `fanlight cost` computes to what is measured.
func TestEdition(t *testing.T) {
	t.Parallel()
	f, err := readFacts("../..")
	if err != nil {
		t.Fatal(err)
	}
	all, err := f.editions()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		if got := price.Edition(e.queries); math.Abs(got-e.machinery) > e.machinery/50 {
			t.Errorf("an edition of %d queries costs %.4g dollars; package price has %.4g", e.queries, e.machinery, got)
		}
	}
}
