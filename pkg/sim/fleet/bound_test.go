package fleet_test

import (
	"slices"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/sim/fleet"
)

// TestBound compares with cases that are done by hand, each without the latency of
// a start and a read, which is 200 ms.
func TestBound(t *testing.T) {
	t.Parallel()
	whole := fleet.Limits{Starts: 10, Reads: 10, Burst: 10, Slots: 100, Latency: 100 * time.Millisecond}
	limits := func(change func(*fleet.Limits)) fleet.Limits {
		l := whole
		change(&l)
		return l
	}
	same := func(n int, s float64) []time.Duration { return slices.Repeat([]time.Duration{duration(s)}, n) }
	for name, c := range map[string]struct {
		runs   []time.Duration
		limits fleet.Limits
		want   float64
	}{
		"none":                        {nil, whole, -0.2},
		"one":                         {same(1, 5), whole, 5},
		"the longest counts":          {[]time.Duration{duration(2), duration(60), duration(8)}, whole, 60},
		"the last start waits":        {same(20, 10), whole, 1 + 10},
		"longest first":               {append(same(20, 2), duration(9)), whole, 9},
		"the last read waits":         {same(30, 1), limits(func(l *fleet.Limits) { l.Reads = 5 }), 1 + (30-10)/5.},
		"slots without a ramp":        {same(4, 10), limits(func(l *fleet.Limits) { l.Slots = 2 }), 20},
		"as many queries as slots":    {same(100, 10), whole, 9 + 10},
		"slots with both ramps":       {same(200, 30), whole, (200*30 + 2*90*90/2/10.) / 100},
		"slots with a slower rate":    {same(50, 20), limits(func(l *fleet.Limits) { l.Slots, l.Starts, l.Reads = 25, 8, 8 }), (50*20 + 2*15*15/2/8.) / 25},
		"short queries: the start's":  {same(1000, 2), whole, 99 + 2},
		"a burst as large as the run": {same(10, 3), whole, 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := fleet.Bound(c.runs, c.limits).Seconds()
			if want := c.want + 0.2; got < want-1e-6 || got > want+1e-6 {
				t.Errorf("bound %.6f s, want %.6f s", got, want)
			}
		})
	}
}

func duration(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }
