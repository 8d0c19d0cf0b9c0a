package cwli

import (
	"fmt"
	"testing"
)

// The rows of both queries come in the order of their results.
func TestBuilder_appendCols(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"stats count(*) as n by k | appendcols (stats sum(n) as y by k) | display k as x, y":                 "[a b] [2 4]",
		"fields k as x | appendcols (fields n as y)":                                                         "[a b b] [2 1 3]",
		"fields k as x | sort k desc | appendcols (fields n as y | sort n)":                                  "[b b a] [1 2 3]",
		"stats count(*) as c by k | appendcols (stats max(n) as c, count(*) as y) | display c as x, y":       "[1 2] [3]",
		"stats count(*) as c by k | appendcols override=true (stats max(n) as c) | display c as x, k as y":   "[3] [a b]",
		"fields k as x | appendcols (fields n + 1 | fields n * 2, n as y) | filter `n * 2` = y * 2":          "[a b b] [2 1 3]",
		"fields k as x | appendcols max=1 (fields n as y)":                                                   "[a b b] [2]",
		"fields k as x, gone as y | appendcols (fields n as y)":                                              "[a b b] [2 1 3]",
		"fields k as x | sort k | appendcols (stats max(n) as y by bin(1s)) | filter ispresent(y) | limit 2": "[a b] [2 1]",
	} {
		r, err := runParts(t, query, `{"k":"b","n":3}`, `{"k":"b","n":1}`, `{"k":"a","n":2}`)
		if got := fmt.Sprint(column(r, "x"), " ", column(r, "y")); err != nil || got != want {
			t.Errorf("%s: %s, %v, want %s", query, got, err, want)
		}
	}
}
