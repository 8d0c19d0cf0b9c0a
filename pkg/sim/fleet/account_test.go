package fleet_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/fanlight/fanlight/pkg/sim/fleet"
)

func measure(t *testing.T, s fleet.Setup) []*fleet.Edition {
	t.Helper()
	all, err := fleet.Measure(s)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestMeasure(t *testing.T) {
	t.Parallel()
	s := fleet.New(40, 1).WithWhole()
	s.Editions, s.Janitor = 2, true
	first, again := measure(t, s), measure(t, s)
	t.Run("is a function of the seed", func(t *testing.T) {
		for i := range first {
			if diff := cmp.Diff(first[i].Counts, again[i].Counts, cmpopts.IgnoreUnexported(fleet.Counts{})); diff != "" {
				t.Errorf("edition %d: (-first +again)\n%s", i+1, diff)
			}
			if diff := cmp.Diff(first[i].Partitions(), again[i].Partitions()); diff != "" {
				t.Errorf("edition %d, partitions: (-first +again)\n%s", i+1, diff)
			}
			if first[i].Makespan() != again[i].Makespan() || first[i].Beyond() != again[i].Beyond() {
				t.Errorf("edition %d: %s + %s, and again %s + %s", i+1, first[i].Makespan(), first[i].Beyond(), again[i].Makespan(), again[i].Beyond())
			}
		}
		s.Seed = 2
		if other := measure(t, s); other[0].Makespan() == first[0].Makespan() {
			t.Errorf("seed 2 took %s too", other[0].Makespan())
		}
	})
	t.Run("no makespan is below its bound", func(t *testing.T) {
		for i, e := range first {
			if e.Ratio() < 1 || e.Ratio() > 3 {
				t.Errorf("edition %d: %.3f times the bound", i+1, e.Ratio())
			}
		}
	})
	t.Run("each query is started and read once", func(t *testing.T) {
		for i, e := range first {
			if starts, reads := e.Of("StartQuery").Made, e.Of("GetQueryResults").Made; starts != 40 || reads != 40 {
				t.Errorf("edition %d: %d starts and %d reads", i+1, starts, reads)
			}
		}
	})
	t.Run("the next edition has other run times of the same kind", func(t *testing.T) {
		if a, b := first[0].Bound, first[1].Bound; a == b || a > 2*b || b > 2*a {
			t.Errorf("bounds %s and %s", a, b)
		}
	})
}

func TestMeasure_several_reports(t *testing.T) {
	t.Parallel()
	s := fleet.New(3, 1)
	s.Reports = 12
	e := measure(t, s)[0]
	if e.Queries != 36 || e.Of("StartQuery").Made != 36 {
		t.Errorf("%d queries, %d starts, want 36", e.Queries, e.Of("StartQuery").Made)
	}
	if e.Invocations["reporter"] < 12 || e.Invocations["dispatcher"] != 12 {
		t.Errorf("invocations %v, want 12 dispatchers and at least as many reporters", e.Invocations)
	}
}

// TestEdition holds the parts of an edition against each other: what a call costs
// is known, so that the time of a run of one query is.
func TestEdition(t *testing.T) {
	t.Parallel()
	s := fleet.New(1, 3)
	e := measure(t, s)[0]
	if e.Ratio() < 1 || e.Makespan() < e.Bound {
		t.Errorf("makespan %s, bound %s", e.Makespan(), e.Bound)
	}
	if e.Beyond() < s.Model.Delivery || e.Beyond() > 2*time.Second {
		t.Errorf("%s from the last read to the delivery, and before the first message, want more than a delivery's", e.Beyond())
	}
	if e.Before() < s.Model.Cold[0] || e.Before() > e.Beyond() {
		t.Errorf("%s before the first message, of %s beyond the makespan, want at least the start of the dispatcher", e.Before(), e.Beyond())
	}
	spent := e.SlotTime(1)
	if sum := spent.Free + spent.Waiting + spent.Running + spent.Ended + spent.Read; sum < 0.999 || sum > 1.001 {
		t.Errorf("the shares of the slot's time add up to %f", sum)
	}
	if spent.Running < 0.7 {
		t.Errorf("the one slot ran its query for %f of the time", spent.Running)
	}
}
