package sim

import (
	"math/rand/v2"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/localaws/sqs"
)

// task is what the scheduler chooses among: an invocation, an event, an event source.
type task interface {
	due() (at time.Time, ever bool)
	run()
}

// event is something that the world does by itself at a time.
type event struct {
	w  *world
	at time.Time
	do func()
}

func (e *event) due() (time.Time, bool) { return e.at, true }

func (e *event) run() {
	e.w.remove(e)
	e.do()
}

// world is everything of one seed. It is used from one goroutine at a time.
type world struct {
	seed    uint64
	options Options
	rng     *rand.Rand
	now     time.Time
	begun   time.Time
	trace   trace
	faults  faults
	set     settings
	oracle  *oracle

	dynamodb *dynamodb.Core
	sqs      *sqs.Core
	logs     *logs.Core
	scripts  map[string]*script // what each Insights query does, by its ID

	tasks     []task
	ready     []task // scratch
	processes int    // that ever began
	live      int    // that have not ended
	pending   int    // events that must happen before the world may end
	steps     int
	calls     int
	touched   int       // calls that may have changed a queue
	orders    int       // of operators
	calm      time.Time // since when nothing new goes wrong; zero: it still does
	eager     bool      // operators answer each end with a command
	aged      bool      // months have passed
}

// birth is when every world begins: before its report is due, so that the janitor has seen the report (rule J8).
var birth = time.Date(2026, 1, 2, 12, 28, 0, 0, time.UTC)

func newWorld(seed uint64, o Options, keepTrace bool) *world {
	rng := rand.New(rand.NewPCG(seed, 0))
	w := &world{
		seed: seed, options: o, rng: rng, now: birth, begun: birth, trace: newTrace(keepTrace),
		scripts: map[string]*script{},
	}
	w.oracle = newOracle(w)
	w.set = drawSettings(rng, o)
	w.faults = faults{rng: rng, from: due.Add(-time.Minute), until: w.set.calmFrom}
	if !o.Calm && rng.IntN(20) > 0 {
		w.faults.mix = drawMix(rng)
	}
	if o.slow {
		w.faults.mix[SlowCall], w.faults.mix[SlowAnswer] = 0.1, 0.1
	}
	w.build()
	return w
}

func (w *world) add(t task) { w.tasks = append(w.tasks, t) }

func (w *world) remove(t task) {
	w.tasks = slices.DeleteFunc(w.tasks, func(other task) bool { return other == t })
}

// after does something later, which the world does not end without.
func (w *world) after(d time.Duration, do func()) {
	w.pending++
	w.add(&event{w, w.now.Add(d), func() {
		w.pending--
		do()
	}})
}

// every does something again and again, as long as the world lasts.
func (w *world) every(first, period time.Duration, do func()) {
	w.add(&event{w, w.now.Add(first), func() {
		do()
		w.every(period, period, do)
	}})
}

// maxSteps and maxLength bound a world: whoever gets there never ends.
const (
	maxSteps  = 200_000
	maxLength = 12 * time.Hour
)

func (w *world) run() {
	for !w.over() || w.late() {
		if w.steps >= maxSteps || w.now.Sub(w.begun) > maxLength {
			w.oracle.violate("end", "the world does not end: %s", w.oracle.unfinished())
			break
		}
		w.step()
		if len(w.oracle.violations) > 0 {
			break
		}
	}
	for _, t := range w.tasks { // coroutines end with their world
		if p, ok := t.(*process); ok {
			p.stop()
		}
	}
	if len(w.oracle.violations) == 0 {
		w.oracle.finally()
	}
}

// over says that nothing is left to happen.
func (w *world) over() bool {
	return w.live == 0 && w.pending == 0 && w.drained() && w.oracle.allClosed()
}

// step lets one task go on, chosen by the seed among those that can.
func (w *world) step() {
	w.steps++
	if w.calm.IsZero() && !w.now.Before(w.faults.until) {
		w.calm = w.now
	}
	next, ready := w.look()
	if next.IsZero() && len(ready) == 0 {
		w.oracle.violate("end", "nothing is left that could happen: %s", w.oracle.unfinished())
		return
	}
	if len(ready) == 0 || w.early(next) {
		w.now = next
		_, ready = w.look()
	}
	ready[w.rng.IntN(len(ready))].run()
}

// early lets time pass although something could go on: whatever waits races with it.
func (w *world) early(next time.Time) bool {
	return !next.IsZero() && w.faults.strikes(w.now, EarlyTime)
}

// look returns what can go on now, and when more can.
func (w *world) look() (next time.Time, ready []task) {
	ready = w.ready[:0]
	for _, t := range w.tasks {
		at, ever := t.due()
		switch {
		case !ever:
		case !at.After(w.now):
			ready = append(ready, t)
		case next.IsZero() || at.Before(next):
			next = at
		}
	}
	w.ready = ready
	return next, ready
}

// note records what happened.
func (w *world) note(who, what, detail string) { w.trace.add(w.now, who, what, detail) }

func (w *world) count(f Fault) { w.faults.counts[f]++ }

func (w *world) report() *Report {
	return &Report{
		Seed: w.seed, Queries: w.set.queries, Hash: w.trace.hash, Steps: w.steps, Calls: w.calls,
		Virtual: w.now.Sub(w.begun), Faults: w.faults.counts, Violations: w.oracle.violations,
	}
}
