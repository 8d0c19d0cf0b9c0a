package cwli

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// Commands between stats and fillmissing change neither the bins nor their rows.
func TestBuilder_fillMissing(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"stats count(*) as c by bin(1s) | sort c desc | fillmissing with 0 for c":                   "[0 1 1]",
		"stats count(*) as c by bin(1s) as t | sort t | limit 5 | fillmissing with 0 for c":         "[0 1 1]",
		"stats count(*) as c by bin(1s) | accum c as s | fillmissing with 0 for c":                  "[0 1 1]",
		"stats count(*) as c by bin(1s) | limit 5 | fillmissing | filter not ispresent(c)":          "[]",
		"stats count(*) as c by fromMillis(0) as z, bin(1s) as t | fillmissing with 0 for c":        "[0 1 1]",
		"stats count(*) as c by bin(2s) offset 1s | filter ispresent(c) | fillmissing with 0 for c": "[1 1]",
	} {
		got, err := runOrPanic(t, query)
		counts := column(got, "c")
		slices.Sort(counts)
		if values := fmt.Sprint(counts); err != nil || values != want {
			t.Errorf("%s: %s, %v, want %s", query, values, err, want)
		}
	}
}

func runOrPanic(t *testing.T, query string) (r Result, err error) {
	t.Helper()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return run(t, query, Options{Window: Window{0, 3 * time.Second.Milliseconds()}}, `{"a":1}`, `{"a":2}`)
}
