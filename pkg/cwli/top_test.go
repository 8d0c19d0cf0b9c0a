package cwli

import (
	"fmt"
	"testing"
)

func TestTop_push(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"sort n | limit 3 | display n":                                 "[0 1 2]",
		"sort n desc | head 2 | display n":                             "[9 8]",
		"sort n | tail 3 | display n":                                  "[7 8 9]",
		"sort n desc | tail 2 | display n":                             "[1 0]",
		"tail 2 | display n":                                           "[1 0]",
		"sort n % 2, n | limit 6 | display n":                          "[0 2 4 6 8 1]",
		"fields n % 2 as odd | sort odd, n desc | limit 6 | display n": "[8 6 4 2 0 9]",
		"fields n % 2 as odd | sort odd | tail 3 | display n":          "[5 3 1]",
		"sort n | limit 4 | sort n desc | limit 2 | display n":         "[3 2]",
		"limit any 2 | display n":                                      "[1 0]",
	} {
		q, err := Compile(query)
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		got, err := feed(q.Execution(Options{}), numbered(10))
		if values := fmt.Sprint(column(got, "n")); err != nil || values != want {
			t.Errorf("%s: %s, %v, want %s", query, values, err, want)
		}
	}
}
