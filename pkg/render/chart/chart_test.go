package chart

import (
	"slices"
	"testing"
	"time"
)

func TestChart_drawsFourSeriesAndTheOthers(t *testing.T) {
	t.Parallel()
	c := &Chart{Bins: make([]time.Time, 2)}
	for i, v := range []float64{1, 9, 3, 7, 5, 2} {
		c.Series = append(c.Series, Series{string(rune('a' + i)), points(v, absent)})
	}
	c.Series[5].Points[1] = Point{4, true}
	var got []string
	for _, l := range c.lines() {
		got = append(got, l.name)
	}
	if want := []string{"b", "d", "f", "e", "2 others"}; !slices.Equal(got, want) {
		t.Errorf("lines %q, want the largest four by sum: %q", got, want)
	}
	if last := c.lines()[4]; last.points[0] != (Point{4, true}) || last.points[1].OK || last.style != styleOther {
		t.Errorf("the others are %+v, want the sum 4, then a gap", last)
	}
	c.Series = c.Series[:5]
	if last := c.lines()[4]; last.name != "a" || last.style != styleOther {
		t.Errorf("the fifth of five is %+v, want it under its name", last)
	}
}

func TestChart_absentBins(t *testing.T) {
	t.Parallel()
	c := &Chart{Bins: make([]time.Time, 3), Series: []Series{{"a", points(5, absent)}}, ZeroFill: true}
	if got := c.lines()[0].points; !slices.Equal(got, points(5, 0, 0)) {
		t.Errorf("points of a count are %v, want zeros where bins are absent", got)
	}
	c.Series = append(c.Series, Series{"b", points(1, 2, 3, 4)})
	if got := c.lines(); got[0].points[1].OK || len(got[1].points) != 3 {
		t.Errorf("points of two series are %v, want a gap, and three points", got)
	}
}
