package fleet

import (
	"fmt"
	"time"
)

// Sweep measures an edition of the set-up's reports, and what a sweep of the janitor takes while no run
// is open: one an hour after that has ended.
func Sweep(s Setup) (*Edition, Counts, error) {
	s.Janitor, s.Editions = true, 1
	a, err := newAccount(s)
	if err != nil {
		return nil, Counts{}, fmt.Errorf("deploy: %w", err)
	}
	if err := a.measure(firstDue); err != nil {
		return nil, Counts{}, err
	}
	for range 2 { // the first one may still have something to note
		a.now, a.counts = a.now.Add(time.Hour), newCounts()
		a.sweepOnce()
		if !a.run(a.now.Add(limit)) || len(a.failures) > 0 {
			return nil, Counts{}, fmt.Errorf("sweep: %v", a.failures)
		}
	}
	return a.edition, a.counts, nil
}
