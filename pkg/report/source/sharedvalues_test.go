package source

import (
	"slices"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestSharedValues_add(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		stats  []string
		room   int
		texts  []string // of the values, of which those of the last stats are none
		differ bool
	}{
		{[]string{"stats count(*) as n", "stats count(*) as n"}, 100, []string{"count(*) as n"}, false},
		{[]string{"stats count(*) as n, max(a)", "stats max(a), count(*) as n"}, 100, []string{"count(*) as n", "max(a)"}, false},
		{[]string{"stats count(*) as n", "stats count(*) as n, max(a)"}, 100, []string{"count(*) as n", "max(a)"}, true},
		{[]string{"stats count(*) as n, max(a)", "stats count(*) as n"}, 100, []string{"count(*) as n", "max(a)"}, true},
		{[]string{"stats count(*) as n", "stats max(a) as n"}, 100, []string{"count(*) as n"}, false},
		{[]string{"stats count(*) as a", "stats max(a)"}, 100, []string{"count(*) as a"}, false},
		{[]string{"stats max(a)", "stats count(*) as a"}, 100, []string{"max(a)"}, false},
		{[]string{"stats sum(a) as s, s / 2 as half", "stats sum(a) as s"}, 100, []string{"sum(a) as s", "s / 2 as half"}, true},
		{[]string{"stats max(a)", "stats max(b)"}, 15, []string{"max(a)"}, false},
		{[]string{"stats max(a)", "stats max(b)"}, 16, []string{"max(a)", "max(b)"}, true},
	} {
		s := sharedValues{room: c.room}
		for _, text := range c.stats {
			tree, err := syntax.Parse(text)
			if err != nil {
				t.Fatal(err)
			}
			s.add(tree.Commands[0].(*syntax.Stats).Values)
		}
		if !slices.Equal(s.texts, c.texts) || s.differ != c.differ {
			t.Errorf("%q in %d bytes: %q, differ %t; want %q, %t", c.stats, c.room, s.texts, s.differ, c.texts, c.differ)
		}
	}
}
