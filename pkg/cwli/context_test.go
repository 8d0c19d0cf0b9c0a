package cwli

import (
	"fmt"
	"testing"
)

// The times of the query are those of the window that holds, and absent without one.
func TestExecution_window(t *testing.T) {
	t.Parallel()
	const times = "stats max(queryStartTime()) as a, max(queryEndTime()) as b, max(queryTimeRange()) as c"
	for _, c := range []struct {
		query  string
		window Window
		want   string
	}{
		{times, Window{}, "[] [] []"},
		{times, Window{0, 60_000}, "[0] [59000] [59000]"},
		{times, Window{minTime, 60_000}, "[] [59000] []"},
		{times, Window{0, maxTime}, "[0] [] []"},
		{"SOURCE 'g' START=1970-01-01 END=1970-01-01T00:00:30Z | " + times, Window{}, "[0] [30000] [30000]"},
		{"SOURCE 'g' START=1970-01-01 END=1970-01-01T00:00:30Z | " + times, Window{1000, 2000}, "[0] [30000] [30000]"},
		{"SOURCE 'g' START=1970-01-01 END=1970-01-01T00:00:04Z | stats count(*) as a by bin(2s) | fillmissing with 7 for a", Window{0, 100_000}, "[7 7 1] [] []"},
		{"SOURCE 'g' START=1970-01-01 END=1970-01-01T00:00:04Z | stats count(*) as a by bin(2s) | fillmissing with 7 for a", Window{}, "[7 7 1] [] []"},
	} {
		got, err := run(t, c.query, Options{Window: c.window}, `{"x":1}`)
		if values := fmt.Sprint(column(got, "a"), column(got, "b"), column(got, "c")); err != nil || values != c.want {
			t.Errorf("%s in %v: %s, %v, want %s", c.query, c.window, values, err, c.want)
		}
	}
}
