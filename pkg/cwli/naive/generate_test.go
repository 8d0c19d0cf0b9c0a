package naive

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestGenerate(t *testing.T) {
	t.Parallel()
	queries := map[string]bool{}
	for i, c := range generated() {
		seed := uint64(i + 1)
		again := Generate(seed)
		if c.Query != again.Query || !slices.Equal(c.Events, again.Events) || c.Seed != seed {
			t.Fatalf("seed %d is not the same twice", seed)
		}
		if a := c.answer(right()); a.doubt {
			t.Errorf("seed %d is in doubt: %s", seed, c.Query)
		}
		queries[c.Query] = true
	}
	if len(queries) < 290 {
		t.Errorf("%d different queries of 300", len(queries))
	}
}

// TestGenerate_covers holds that the queries have each command, operator, function
// and aggregate of the reference, and that most have an answer.
func TestGenerate_covers(t *testing.T) {
	t.Parallel()
	var all strings.Builder
	empty := 0
	for seed := uint64(1); seed <= 500; seed++ {
		c := Generate(seed)
		all.WriteString(c.Query + "\n")
		if len(c.Rows()) == 0 {
			empty++
		}
	}
	words := []string{"where ", "filter ", "display ", "fields ", "sort ", "sort by ", "order by ", "dedup ", "limit ", "head ", "expand ", "unnest ", " multi", " not like ", " like /", " =~ /", " not in [", " in [", "not (", " and ", " or ", ", bin("}
	for _, name := range slices.Concat(slices.Sorted(maps.Keys(functions)), slices.Sorted(maps.Keys(aggregations))) {
		words = append(words, name+"(")
	}
	for _, op := range slices.Concat(slices.Sorted(maps.Keys(comparisons)), slices.Sorted(maps.Keys(operations))) {
		words = append(words, " "+op+" ")
	}
	for _, word := range words {
		if !strings.Contains(all.String(), word) {
			t.Errorf("no query has %q", word)
		}
	}
	several := len(regexp.MustCompile(`(?m)stats .*\| ?stats `).FindAllString(all.String(), -1))
	if empty > 25 || several < 25 {
		t.Errorf("of 500 queries %d have no row and %d several stats", empty, several)
	}
}
