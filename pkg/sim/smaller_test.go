package sim

import (
	"strings"
	"testing"
)

// TestShrink shrinks the first seed that shows a planted bug: the story of the smaller case
// is short, and the same rule does not hold in it.
func TestShrink(t *testing.T) {
	t.Parallel()
	o := Options{Queries: Few, bug: planted(unannounced).bug}
	for seed := uint64(1); seed < 500; seed++ {
		r := Run(seed, o)
		if len(r.Violations) == 0 {
			continue
		}
		c := Shrink(seed, o)
		story := c.String()
		switch lines := strings.Count(story, "\n") + 1; {
		case c.Rule != string(r.Violations[0].Rule):
			t.Errorf("shrunk to a case of rule %s, want %s", c.Rule, r.Violations[0].Rule)
		case lines > 40:
			t.Errorf("the story has %d lines", lines)
		case !strings.Contains(story, "writes that 1 of 1 queries") || !strings.Contains(story, "Does not hold: G3"):
			t.Errorf("the story does not say what went wrong:\n%s", story)
		}
		t.Logf("\n%s", story)
		return
	}
	t.Error("no seed shows the planted bug")
}

func TestShrink_nothing(t *testing.T) {
	t.Parallel()
	if got := Explain(1, Options{Queries: Few}); got != "" {
		t.Errorf("a seed in which every rule holds is told as\n%s", got)
	}
}
