package fleet_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/sim/fleet"
)

// TestDesign_Measure compares with the medians of the study that the targets come
// from: 26, 1.72 and 1.25 times the bound for 100 queries.
func TestDesign_Measure(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		design      fleet.Design
		least, most float64
	}{
		{fleet.Sequential, 20, 32}, {fleet.PerQuery, 1.4, 2.1}, {fleet.Held, 1.05, 1.7}, {fleet.Durable, 1.2, 2.1},
	} {
		t.Run(c.design.Name, func(t *testing.T) {
			t.Parallel()
			e, err := c.design.Measure(fleet.New(100, 1).WithWhole())
			if err != nil {
				t.Fatal(err)
			}
			if e.Ratio() < c.least || e.Ratio() > c.most {
				t.Errorf("%.2f times the bound, want %.2f to %.2f", e.Ratio(), c.least, c.most)
			}
			if starts := e.Of("StartQuery"); starts.Made-starts.Refused != 100 {
				t.Errorf("%d queries were started", starts.Made-starts.Refused)
			}
		})
	}
}
