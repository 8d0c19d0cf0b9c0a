package cwli

import "testing"

func TestFloor(t *testing.T) {
	t.Parallel()
	for ms, want := range map[int64]int64{-1: -1000, -1000: -1000, -1001: -2000, 0: 0, 1999: 1000} {
		if got := floor(ms, 1000); got != want {
			t.Errorf("floor(%d) = %d, want %d", ms, got, want)
		}
	}
}
