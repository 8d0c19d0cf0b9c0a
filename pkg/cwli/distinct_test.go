package cwli

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

func TestDistinctSet_count(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, exactDistinct, exactDistinct + 1, 10_000, 30_000, 100_000} {
		b := newBudget(0)
		s := newDistinctSet(&b)
		for i := range n {
			s.add(value.OfText(fmt.Sprint("user-", i)))
			s.add(value.OfText("user-0"))
		}
		tolerance := 0.0
		if n > exactDistinct {
			tolerance = 3 * 0.008 * float64(n) // three times the standard error
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

// The documentation has the same numbers as the engine.
func TestExactValues_documented(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"countDistinct": fmt.Sprintf("up to %d,%03d of them", exactDistinct/1000, exactDistinct%1000), "pct": fmt.Sprintf("up to %d different", exactValues)} {
		if f, ok := expr.Lookup(name); !ok || !strings.Contains(f.Summary, want) {
			t.Errorf("the summary of %s is %q, want … %s …", name, f.Summary, want)
		}
	}
}
