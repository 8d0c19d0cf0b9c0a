package fanlight_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// budgetPlan has queries over the groups; each may scan 100 GB.
func budgetPlan(groups ...string) (plan []fanlight.Query, keys []string) {
	for i, group := range groups {
		q := fanlight.Query{Index: i, Text: "stats count(*)", LogGroups: []string{group}, MaxScan: 100e9}
		plan, keys = append(plan, q), append(keys, q.Scope().Key)
	}
	return plan, keys
}

// A dollar scans 200 GB: of 60 + 150 + 60 + 60 + 60 those that fit go on.
func TestBudget_Refuses(t *testing.T) {
	t.Parallel()
	plan, keys := budgetPlan("/a", "/b", "/c", "/a", "/d", "/a")
	known := map[string]fanlight.Estimate{
		keys[0]: {Bytes: 60e9}, keys[1]: {Bytes: 150e9}, keys[2]: {Bytes: 90e9}, keys[4]: {Unknown: "unclear"},
	}
	want := map[int]fanlight.Excess{
		1: {Bytes: 150e9, MaxScan: 100e9}, 3: {Bytes: 60e9, Before: 150e9}, 5: {Bytes: 60e9, Before: 150e9},
	}
	for _, order := range [][]int{{0, 1, 2, 3, 4, 5}, {5, 3, 1, 0, 4, 2}} {
		b, got := fanlight.NewBudget(1, plan, known), map[int]fanlight.Excess{}
		for _, i := range order {
			if why, refused := b.Refuses(i); refused {
				got[i] = why
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("in order %v (-want +got)\n%s", order, diff)
		}
	}
}

// Without a budget only the query's own bound refuses it.
func TestBudget_Refuses_by_max_scan(t *testing.T) {
	t.Parallel()
	plan, keys := budgetPlan("/a", "/b", "/a")
	b := fanlight.NewBudget(0, plan, map[string]fanlight.Estimate{keys[0]: {Bytes: 100e9}, keys[1]: {Bytes: 100e9 + 1}})
	for i, want := range []bool{false, true, false} {
		if _, refused := b.Refuses(i); refused != want {
			t.Errorf("query %d is refused: %t", i, refused)
		}
	}
}

func TestBudget_Missing(t *testing.T) {
	t.Parallel()
	plan, keys := budgetPlan("/a", "/b", "/a", "/c")
	known := map[string]fanlight.Estimate{}
	whole, own := fanlight.NewBudget(1, plan, known), fanlight.NewBudget(0, plan, known)
	missing := func(b *fanlight.Budget, index int) (keys []string) {
		for _, scope := range b.Missing(index) {
			keys = append(keys, scope.Key)
		}
		return keys
	}
	if diff := cmp.Diff([]string{keys[0], keys[1]}, missing(whole, 2)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{keys[3]}, missing(own, 3)); diff != "" {
		t.Error(diff)
	}
	known[keys[0]], known[keys[1]] = fanlight.Estimate{}, fanlight.Estimate{Unknown: "unclear"}
	if got := whole.Missing(2); got != nil {
		t.Errorf("missing %v", got)
	}
	if _, refused := whole.Refuses(2); refused || len(whole.Missing(1)) > 0 {
		t.Error("what is decided is missing")
	}
}

func TestIsNotRun(t *testing.T) {
	t.Parallel()
	for err, want := range map[string]bool{fanlight.NotRun("it would scan 412 GB"): true, "Logs Insights ended the query as Failed": false, "": false} {
		if got := fanlight.IsNotRun(err); got != want {
			t.Errorf("%q: %t", err, got)
		}
	}
}
