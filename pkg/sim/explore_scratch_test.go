package sim

import "testing"

func TestScratch(t *testing.T) {
	q := setting("QUERIES", 1)
	s := CrashPoints(q, setting("PAIRS", 0) > 0)
	t.Log(s)
	if s.Failure != nil {
		t.Error(s.Failure)
	}
}
