package chart

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/render/markup"
)

func TestDecimal(t *testing.T) {
	t.Parallel()
	for f, want := range map[float64]markup.Safe{0: "0", -0.01: "0", 100: "100", 99.96: "100", 5.39: "5.4", -8: "-8", 0.5: "0.5"} {
		if got := decimal(f, 1); got != want {
			t.Errorf("decimal(%v) = %q, want %q", f, got, want)
		}
	}
}

func TestAreas_endAtTheBase(t *testing.T) {
	t.Parallel()
	run := []point{{0.1, 0.5}, {0.2, 0.3}}
	closed := areas([][]point{run}, 1)[0]
	if len(closed) != 4 || closed[2] != (point{0.2, 1}) || closed[3] != (point{0.1, 1}) {
		t.Errorf("area %v, want the line and two corners at the base", closed)
	}
}
