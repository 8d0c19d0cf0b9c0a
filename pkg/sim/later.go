package sim

import (
	"math/rand/v2"
	"time"
)

// laterStream is the stream of random bits that decides what this file draws: what was added
// after aside.go, so that a seed that draws nothing here goes as it does without this file. With
// this number the seeds of testdata/seeds.tsv, and most that mutants name, draw nothing.
const laterStream = 3<<62 + 4943

// later says what a seed draws after all that was there before.
type later struct {
	uneven bool // the rows of a query are short and long
	twins  bool // two queries select the same log groups by SOURCE
	mends  bool // a report is deployed once more while a command corrects one of its runs
}

// drawLater draws rows of different lengths for bounded results, queries with one selection, and
// deployments within a command.
func (s *settings) drawLater(r *rand.Rand, o Options) {
	uneven, twins, mends := r.IntN(2) == 0, r.IntN(16) == 0, r.IntN(8) == 0
	if o.tuned != nil || o.Queries != Few {
		return
	}
	s.uneven, s.mends = uneven && s.maxBytes > 0, mends
	if s.twins = twins; s.twins {
		s.queries, s.source = max(s.queries, 3), true
	}
}

// shortCell is how many bytes the short texts of uneven rows have.
const shortCell = 10

// uneven shortens the texts of about half of the rows: after one that does not fit any more one of
// the next page would.
func (s *simulation) uneven(text string) string {
	if s.set.uneven && s.others.IntN(2) == 0 {
		return text[:min(len(text), shortCell)]
	}
	return text
}

// fillSelection lets the quota of the queries by SOURCE be used up by others again and again, as long
// as faults happen, if two queries of the report have one selection.
func (s *simulation) fillSelection() {
	if !s.set.twins || s.options.FaultFree {
		return
	}
	s.drawn.likely[LimitChanged] = max(s.drawn.likely[LimitChanged], rates[0])
	s.every(time.Second, 20*time.Second, func() {
		if s.others.IntN(2) == 0 && s.Clock.now.Before(s.drawn.until) && s.drawn.strikes(ClassFull) {
			s.account.selectionFull = s.Clock.now.Add(upTo(s.others, 30*time.Second))
		}
	})
}

// mendAgain deploys a report once more at some step of the command that corrects a run of it.
func (s *simulation) mendAgain(name string) {
	if s.set.mends {
		s.after(0, func() { s.mend(name, " again") })
	}
}
