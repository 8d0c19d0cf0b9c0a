package figures_test

import (
	"testing"

	"github.com/fanlight/fanlight/scripts/internal/figures"
)

func TestPrinter_Err(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		most []float64 // of figures that are 1
		want string
	}{
		{nil, "nothing was measured"},
		{[]float64{0}, "nothing was measured"},
		{[]float64{0, 1}, ""},
		{[]float64{1, 0.9, 2}, "1 of 3 targets are missed"},
	} {
		var p figures.Printer
		for _, most := range c.most {
			p.Line("figure", "%.1f", 1, most)
		}
		got := ""
		if err := p.Err(); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("targets %v: %q, want %q", c.most, got, c.want)
		}
	}
}

func TestMedian(t *testing.T) {
	t.Parallel()
	values := []float64{3, 1, 2, 4}
	if got := figures.Median(values); got != 3 || values[0] != 3 {
		t.Errorf("median %g of %v: want 3, and the values as they were", got, values)
	}
}
