package condition_test

import (
	"slices"
	"testing"

	"github.com/fanlight/fanlight/pkg/report/condition"
)

func TestParse(t *testing.T) {
	t.Parallel()
	for _, word := range condition.Words() {
		if c, err := condition.Parse(string(word)); err != nil || c.Word != word {
			t.Errorf("%s: %+v, %v", word, c, err)
		}
	}
	c, err := condition.Parse("errors > 0 and (api.p95 >= 800 or errors < 10)")
	if err != nil || !slices.Equal(c.Names(), []string{"errors", "api.p95"}) {
		t.Errorf("names %v, error %v", c.Names(), err)
	}
	for _, bad := range []string{"", "errors >", "1 < 2", "errors > 0 | limit 1", "count(*) > 1", "sometimes >> 2"} {
		if c, err := condition.Parse(bad); err == nil {
			t.Errorf("%q is read as %+v", bad, c)
		}
	}
}

func TestCondition_Holds(t *testing.T) {
	t.Parallel()
	numbers := map[string]float64{"errors": 12, "p95": 0.5, "q.n": 3}
	number := func(name string) (float64, bool) { n, ok := numbers[name]; return n, ok }
	for text, want := range map[string]bool{
		"errors > 10": true, "errors > 12": false, "errors >= 12 and p95 < 1": true, "not (errors > 10)": false,
		"errors / p95 = 24": true, "q.n in [1, 3]": true, "errors": true, "greatest(errors, q.n) < 12": false,
	} {
		c, err := condition.Parse(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got, err := c.Holds(number); got != want || err != nil {
			t.Errorf("%s: %v, %v, want %v", text, got, err, want)
		}
	}
	c, err := condition.Parse("errors > 0 or missing > 1")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Holds(number); err == nil {
		t.Error("a condition over a number that there is not is decided")
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"errors > 0", "changed", "a.b >= 1e3 and not c", "(", "x like /a/"} {
		f.Add(seed)
	}
	f.Fuzz(func(_ *testing.T, text string) {
		if c, err := condition.Parse(text); err == nil && c.Word == "" {
			_, _ = c.Holds(func(string) (float64, bool) { return 1, true })
		}
	})
}
