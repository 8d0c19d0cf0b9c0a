package fleet

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestCounts_Partitions takes units of two partitions of a kind: what counts is the busiest second of one.
func TestCounts_Partitions(t *testing.T) {
	t.Parallel()
	c := newCounts()
	at := time.Date(2026, 1, 2, 12, 30, 0, 0, time.UTC)
	for _, take := range []struct {
		key   string
		after time.Duration
		units Units
	}{
		{"RUN#a@1#1", 0, Units{Write: 2}},
		{"RUN#a@1#1", 999 * time.Millisecond, Units{Write: 3, Read: 1}},
		{"RUN#b@1#1", 999 * time.Millisecond, Units{Write: 4}},
		{"RUN#a@1#1", time.Second, Units{Write: 4, Read: 2}},
		{"RUN#a@1", time.Second, Units{Write: 1}},
		{"REPORTS", time.Second, Units{Read: 9}},
	} {
		c.partitions.take(take.key, at.Add(take.after), take.units)
	}
	want := []Partition{{"REPORTS", Units{0, 9}}, {"RUN#<run>", Units{1, 0}}, {"RUN#<run>#<epoch>", Units{5, 2}}}
	if diff := cmp.Diff(want, c.Partitions()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
