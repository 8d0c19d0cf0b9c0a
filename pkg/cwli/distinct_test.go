package cwli

import (
	"fmt"
	"math"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

func TestDistinctSet_count(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, exactDistinct, exactDistinct + 1, 100_000} {
		b := newBudget(0)
		s := &distinctSet{memory: &b, seen: map[string]bool{}}
		for i := range n {
			s.add(value.OfText(fmt.Sprint("user-", i)))
			s.add(value.OfText("user-0"))
		}
		tolerance := 0.0
		if n > exactDistinct {
			tolerance = 0.02 * float64(n)
		}
		if got := s.count(); math.Abs(got-float64(n)) > tolerance {
			t.Errorf("%d values count as %v", n, got)
		}
	}
}

func TestCollection_list(t *testing.T) {
	t.Parallel()
	got, err := run(t, "stats values(s) as v, values(nope) as none", Options{}, `{"s":"b"}`, `{"s":1}`, `{"s":"b"}`, `{"s":"\"q"}`)
	if want := `[[{v ["b","1","\"q"]}]]`; err != nil || fmt.Sprint(got.Rows) != want {
		t.Errorf("%v, %v, want %s", got.Rows, err, want)
	}
}
