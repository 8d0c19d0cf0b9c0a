package cwli

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
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

// Rows are added in the order of sort, or in the one that they came in.
func TestBuilder_fillMissing_order(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"stats sum(a) as c by bin(1s) as t | fillmissing with 0 for c":                                                 "[0 2 1]",
		"stats sum(a) as c by bin(1s) as t | sort t | fillmissing with 0 for c":                                        "[1 2 0]",
		"stats sum(a) as c by bin(1s) as t | sort c desc | fillmissing with 5 for c":                                   "[5 2 1]",
		"stats sum(a) as c by bin(1s) as t | sort t | accum c as s | fields s + 1 as u | fillmissing with 0 for c":     "[1 2 0]",
		"stats sum(a) as c by bin(1s) as t | sort t | tail 1 | filldown | fillmissing with 0 for c | limit 2":          "[0 2]",
		"stats sum(a) as c by bin(1s) as t | sort c desc | accum c | fillmissing with 1 for c":                         "[2 3 1]",
		"stats sum(a) as c by bin(1s) as t | sort t | addtotals col=true | fillmissing with 0 for c":                   "[1 2 3 0]",
		"stats sum(a) as c by bin(1s) as t | sort t | accum c as s | fillmissing with 0 for c | accum c as r | sort c": "[0 1 2]",
		"stats sum(a) as b by bin(1s) as t | stats max(b) as c by bin(t, 1s) as u | sort u | fillmissing with 0 for c": "[1 2 0]",
	} {
		got, err := runOrPanic(t, query)
		if values := fmt.Sprint(column(got, "c")); err != nil || values != want {
			t.Errorf("%s: %s, %v, want %s", query, values, err, want)
		}
	}
}

// Bins of another time than that of the events are filled from the first to the last.
func TestBuilder_fillMissing_window(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"stats count(*) as c by bin(fromMillis(a * 2000), 1s) as t | sort t | fillmissing with 0 for c":         "[1 0 1]",
		"fields @timestamp as at | stats count(*) as c by bin(at, 1s) as t | sort t | fillmissing with 0 for c": "[1 1 0]",
		"stats count(*) as c by bin(nothing, 1s) as t | fillmissing with 0 for c":                               "[2]",
	} {
		got, err := runOrPanic(t, query)
		if values := fmt.Sprint(column(got, "c")); err != nil || values != want {
			t.Errorf("%s: %s, %v, want %s", query, values, err, want)
		}
	}
}

func TestBuilder_fillMissing_refused(t *testing.T) {
	t.Parallel()
	const (
		twice   = "`fillmissing` with two times among the keys of `stats`, "
		changed = "`fillmissing` after a command that changes the key "
		field   = "in `fillmissing`: want a result of `stats` that is not a key, and each once"
	)
	for query, want := range map[string]string{
		"stats count(*) as c by a | fillmissing":                                                      "1:28: invalid `fillmissing`: want it after `stats … by bin(…)`",
		"stats count(*) as c by bin(1s) | pattern c | fillmissing":                                    "1:46: invalid `fillmissing`: want it after `stats … by bin(…)`",
		"stats count(*) as c by bin(1s), bin(5s) as u | fillmissing":                                  "1:48: " + twice + "`bin(1s)` and `u`, is not supported here",
		"stats count(*) as c by datefloor(@timestamp, 1h) as h, bin(1s) as t | fillmissing":           "1:71: " + twice + "`t` and `h`, is not supported here",
		"fields dateceil(@timestamp, 1h) as h | stats count(*) as c by h, bin(1s) as t | fillmissing": "1:81: " + twice + "`t` and `h`, is not supported here",
		"stats count(*) as c by bin(1s) as t | accum t | fillmissing":                                 "1:49: " + changed + "`t` of `stats` is not supported here",
		"stats count(*) as c by a, bin(1s) as t | lookup x c OUTPUT a | fillmissing":                  "1:64: " + changed + "`a` of `stats` is not supported here",
		"stats count(*) as c by bin(1s) as t | fillmissing with 0 for t":                              "1:62: invalid `t` " + field,
		"stats count(*) as c by bin(1s) as t | fillmissing with 0 for c, 1 for c":                     "1:71: invalid `c` " + field,
	} {
		_, err := Compile(query)
		e, ok := errors.AsType[*expr.Error](err)
		if !ok {
			t.Errorf("%s: error %v, want %s", query, err, want)
			continue
		}
		place, _, _ := strings.Cut(expr.Format(e, query), " ")
		if got := place + " " + e.Error(); got != want {
			t.Errorf("%s: error %s, want %s", query, got, want)
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
