package cli

import "testing"

func TestEpochFlag_counts_from_1(t *testing.T) {
	t.Parallel()
	for value, good := range map[string]bool{"1": true, "12": true, "0": false, "-1": false, "": false, "x": false} {
		var e epochFlag
		if err := e.Set(value); (err == nil) != good || good && e.String() != value {
			t.Errorf("%q: got %q, error %v", value, e.String(), err)
		}
	}
}
