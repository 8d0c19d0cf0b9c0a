package cli

import "testing"

func TestClean(t *testing.T) {
	t.Parallel()
	for in, want := range hostile {
		if got := clean(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
