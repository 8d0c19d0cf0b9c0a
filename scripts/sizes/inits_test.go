package main

import (
	"slices"
	"testing"
)

func TestAddInits(t *testing.T) {
	t.Parallel()
	least := map[string]float64{}
	for _, trace := range []string{
		"init a/b @0.12 ms, 0.50 ms clock, 10 bytes, 1 allocs\ninit c @0.9 ms, 0.3 ms clock, 0 bytes, 0 allocs\nFANLIGHT_TABLE is not set\n",
		"init a/b @0.12 ms, 0.25 ms clock, 10 bytes, 1 allocs\ninit c @0.9 ms, 4 ms clock, 0 bytes, 0 allocs\n",
	} {
		if err := addInits(least, trace); err != nil {
			t.Fatal(err)
		}
	}
	if least["a/b"] != 0.25 || least["c"] != 0.3 || len(least) != 2 {
		t.Errorf("got %v, want 0.25 and 0.3", least)
	}
	if got := slowest(least, 1); !slices.Equal(got, []string{"c 0.30"}) {
		t.Errorf("the slowest is %v, want c", got)
	}
}
