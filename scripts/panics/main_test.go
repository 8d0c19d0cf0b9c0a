package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRun(t *testing.T) {
	repository(t)
	caught, drawn, err := run(1, 0, []string{"pkg"})
	if err != nil || caught != 1 || drawn != 4 {
		t.Errorf("run: %d of %d caught, %v; want 1 of 4", caught, drawn, err)
	}
}

func TestDraw(t *testing.T) {
	t.Parallel()
	all := []function{{name: "A"}, {name: "B"}, {name: "C"}, {name: "D"}, {name: "E"}, {name: "F"}}
	names := func(drawn []function) (names []string) {
		for _, f := range drawn {
			names = append(names, f.name)
		}
		return names
	}
	two := names(draw(all, 7, 2))
	if len(two) != 2 {
		t.Errorf("draw returns %v, want two functions", two)
	}
	if diff := cmp.Diff(two, names(draw(all, 7, 2))); diff != "" {
		t.Errorf("the same seed draws others:\n%s", diff)
	}
	drawn := map[string]bool{}
	for seed := range uint64(20) {
		drawn[names(draw(all, seed, 1))[0]] = true
	}
	if len(drawn) < 2 {
		t.Errorf("twenty seeds draw %v only", drawn)
	}
	for _, n := range []int{0, 7} {
		if diff := cmp.Diff(names(all), names(draw(all, 7, n))); diff != "" {
			t.Errorf("draw %d of six (-all +got):\n%s", n, diff)
		}
	}
}
