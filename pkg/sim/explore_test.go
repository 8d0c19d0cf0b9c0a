package sim

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
)

// TestScope_Explore_deterministic explores a scope twice, on all processors: states and
// executions are the same, because a state decides what follows. Steps that commute are not: two
// executions that come to the same state at once both count those up to there.
func TestScope_Explore_deterministic(t *testing.T) {
	t.Parallel()
	first, second := Scopes()[0].Explore(t.Context(), 0), Scopes()[0].Explore(t.Context(), 0)
	first.Commuting, second.Commuting = 0, 0
	if first != second || !first.Complete {
		t.Errorf("%s\n%s", first, second)
	}
}

// TestScope_Explore_ended ends the context while the third execution begins: few others follow,
// and what is left is not taken for explored.
func TestScope_Explore_ended(t *testing.T) {
	t.Parallel()
	s, all := Scopes()[0], Scopes()[0].Explore(t.Context(), 0)
	ctx, stop := context.WithCancel(t.Context())
	dispatch, begun := s.begin[0], atomic.Int64{}
	s.begin = []func(plantedBug, bool) *world{func(bug plantedBug, keepTrace bool) *world {
		if begun.Add(1) == 3 {
			stop()
		}
		return dispatch(bug, keepTrace)
	}}
	if e := s.Explore(ctx, 0); e.Complete || e.Failure != nil || e.Executions < 3 || e.Executions >= all.Executions {
		t.Errorf("%s, and without an end %s", e, all)
	}
}

// TestCrashPoints_ended has a context that is over before the first execution.
func TestCrashPoints_ended(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if s := CrashPoints(ctx, 1, true); s.Complete || s.Executions > 0 {
		t.Error(s)
	}
}

// TestScope_Repeat repeats a failure by its decisions.
func TestScope_Repeat(t *testing.T) {
	t.Parallel()
	e := &explorer{begin: []func(plantedBug, bool) *world{resendReplay}, bug: unconditional("selection = :selection")}
	e.explore(t.Context())
	if e.failure == nil {
		t.Fatal("the planted bug is not found")
	}
	lines, violations, err := e.repeat(e.failure.Decisions)
	if err != nil || !slices.Equal(violations, e.failure.Violations) {
		t.Errorf("repeated: %v %v, want %v", violations, err, e.failure.Violations)
	}
	if !strings.Contains(strings.Join(lines, "\n"), "VIOLATION") {
		t.Error("the trace does not show the violation")
	}
}

func TestScope_Repeat_refused(t *testing.T) {
	t.Parallel()
	for _, decisions := range []string{"", "x", "1", "0.200", "300"} {
		if _, _, err := Scopes()[0].Repeat(decisions, 0); err == nil {
			t.Errorf("decisions %q are accepted", decisions)
		}
	}
}

// TestDeepHash hashes values that differ anywhere to different hashes, and equal ones to one.
func TestDeepHash(t *testing.T) {
	t.Parallel()
	type node struct {
		name string
		next *node
		of   map[string][]int
	}
	loop := func(name string, numbers ...int) *node {
		n := &node{name: name, of: map[string][]int{"a": numbers, "b": nil}}
		n.next = &node{name: "end", next: n}
		return n
	}
	hash := func(v any) uint64 { return (&deepHash{}).of(v) }
	one, same := loop("x", 1, 2), loop("x", 1, 2)
	if hash(one) != hash(same) {
		t.Error("equal values have different hashes")
	}
	for _, other := range []*node{loop("y", 1, 2), loop("x", 2, 1), loop("x", 1), {}, nil} {
		if hash(loop("x", 1, 2)) == hash(other) {
			t.Errorf("%+v has the hash of another value", other)
		}
	}
}
