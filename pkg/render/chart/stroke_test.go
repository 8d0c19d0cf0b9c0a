package chart

import (
	"math"
	"testing"
)

func TestDashed(t *testing.T) {
	t.Parallel()
	dashes := dashed([]point{{0, 0}, {5, 0}, {5, 10}}, []float64{4, 2})
	length := 0.0
	for _, d := range dashes {
		for i := 1; i < len(d); i++ {
			length += math.Hypot(d[i].x-d[i-1].x, d[i].y-d[i-1].y)
		}
	}
	if len(dashes) != 3 || length != 4+4+3 || dashes[1][0] != (point{5, 1}) {
		t.Errorf("dashes %v, want three of 4, 4 and 3 around the corner", dashes)
	}
}
