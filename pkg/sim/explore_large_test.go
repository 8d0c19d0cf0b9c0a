//go:build !race

package sim

import (
	"os"
	"strings"
	"testing"
)

// thorough reports whether as much is explored as `make sim` does.
func thorough() bool { return seeds() >= bugBudget }

// TestCrashPoints kills the invocations of a report's life at every point: alone for up to
// three queries, and in pairs for one; with many seeds in pairs for all.
func TestCrashPoints(t *testing.T) {
	for queries := 1; queries <= 3; queries++ {
		s := CrashPoints(t.Context(), queries, queries == 1 || thorough())
		t.Log(s)
		if s.Failure != nil || !s.Complete {
			t.Errorf("%s\n%v", s, s.Failure)
		}
	}
}

// TestScopes explores every scope with one crash, with many seeds with two. With SCOPE and
// DECISIONS it logs the trace of one execution.
func TestScopes(t *testing.T) {
	crashes := 1
	if thorough() {
		crashes = 2
	}
	for _, s := range Scopes() {
		if only := os.Getenv("SCOPE"); only != "" && only != s.Name {
			continue
		}
		if decisions := os.Getenv("DECISIONS"); decisions != "" {
			lines, violations, err := s.Repeat(decisions, setting("CRASHES", crashes))
			t.Logf("\n%s\n%v %v", strings.Join(lines, "\n"), violations, err)
			continue
		}
		e := s.Explore(t.Context(), setting("CRASHES", crashes))
		t.Log(e)
		if e.Failure != nil || !e.Complete {
			t.Errorf("%s\n%v", e, e.Failure)
		}
	}
}

// interleaved are planted bugs that need an order of calls to show, each with the scope that
// finds it.
var interleaved = []struct {
	bug   string
	scope string
	plantedBug
}{
	{"a start replaces another's on record", "B", replacing},
	{"winners are set without a condition", "B", unconditional("ADD settled")},
	{"a start is recorded although the query is settled", "D", unconditional("if_not_exists(q")},
	{"a claim ignores live leases", "B", leaseless},
	{"a run is ended without a condition", "C", unconditional("REMOVE #open")},
	{"a cancel ignores the claim", "D", created("SEND#")},
	{"a cancel claims against a live lease", "D", replacedIn("OR released = fence", "OR fence > :zero")},
	{"a replay ignores the epoch seen", "E", unconditional("selection = :selection")},
	{"a resend ignores the round seen", "E", unconditional("SET round = :round")},
	{"META is created anew", "F", created("META")},
	{"progress is created anew", "A", created("PROGRESS#")},
}

// TestScope_bugs plants bugs that need an order of calls: a scope finds each, without a seed,
// and all but one without a crash.
func TestScope_bugs(t *testing.T) {
	for _, c := range interleaved {
		for _, s := range Scopes() {
			if s.Name == c.scope {
				findBug(t, s, c.bug, c.plantedBug)
			}
		}
	}
}

func findBug(t *testing.T, s Scope, name string, bug plantedBug) {
	t.Helper()
	crashes := 0
	if s.Name == "A" { // its dispatcher comes again only if it died
		crashes = 1
	}
	e := s.explore(t.Context(), crashes, bug, 4000)
	if e.Failure == nil {
		t.Errorf("%s: not found in scope %s, %s", name, s.Name, e)
		return
	}
	t.Logf("%s: scope %s, execution %d: %v", name, s.Name, e.Executions, e.Failure.Violations[0])
}
