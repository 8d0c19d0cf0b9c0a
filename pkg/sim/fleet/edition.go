package fleet

import (
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// Edition is one edition as it was measured: all reports of a set-up that were due
// at one time.
type Edition struct {
	Counts
	Queries int           // of all reports
	Bound   time.Duration // below which no makespan can be

	due       time.Time
	firstSend time.Time // of a query's message
	lastRead  time.Time // answer of the last result read
	delivered time.Time // the last report
	ended     map[fanlight.RunID]bool
	runs      []time.Duration // run times of the queries
	courses   []course
	byID      map[string]int // which query an Insights ID is
	byPlace   map[sent]int   // which query has a place in a sending order
}

func newEdition(due time.Time, runs []time.Duration, bound time.Duration, counts Counts) *Edition {
	return &Edition{
		Counts: counts, Queries: len(runs), Bound: bound, due: due, runs: runs, courses: make([]course, len(runs)),
		ended: map[fanlight.RunID]bool{}, byID: map[string]int{}, byPlace: map[sent]int{},
	}
}

// check returns an error unless every query ran once and every report was sent.
func (e *Edition) check(reports int) error {
	for i, c := range e.courses {
		if c.starts != 1 {
			return fmt.Errorf("query %d was started %d times", i, c.starts)
		}
	}
	if len(e.ended) != reports || e.delivered.IsZero() {
		return fmt.Errorf("%d of %d reports ended", len(e.ended), reports)
	}
	return nil
}

// Makespan returns the time from the first message sent to the last result read.
func (e *Edition) Makespan() time.Duration { return e.lastRead.Sub(e.firstSend) }

// Ratio returns the makespan over the bound.
func (e *Edition) Ratio() float64 { return float64(e.Makespan()) / float64(e.Bound) }

// Before returns the time from the due time to the first message sent.
func (e *Edition) Before() time.Duration { return e.firstSend.Sub(e.due) }

// Beyond returns how much longer it took from the due time to the last delivery
// than the makespan.
func (e *Edition) Beyond() time.Duration { return e.delivered.Sub(e.due) - e.Makespan() }

// PerQuery returns a number per query.
func (e *Edition) PerQuery(n float64) float64 { return n / float64(e.Queries) }
