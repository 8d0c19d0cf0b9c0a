package sim

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim/oracle"
)

// startTime is when a seeded simulation starts: before its report is due, so
// that the janitor has seen the report (rule J8).
var startTime = Due.Add(-2 * time.Minute)

// simulation is the seeded mode: everything of one seed. It is used from one
// goroutine at a time.
type simulation struct {
	*Deployment
	scheduler
	options  Options
	begun    time.Time
	drawn    *drawnFaults
	set      settings
	oracle   *oracle.Oracle
	deployed report.Report // as the last deployment left it
	calendar calendar
	scripts  map[string]*script // what each Insights query does, by its ID
	account  crowd
	spells   map[refusal]time.Time // until when calls are refused

	live           int       // invocations that have not ended
	pending        int       // events that must happen before the simulation may end
	commands       int       // of operators
	faultFreeSince time.Time // since when nothing new goes wrong; zero: it still may
	older          bool      // the version before creates the run
	newerRun       bool      // the version after creates the next run
	reactive       bool      // operators answer each end of a run with a command
	monthsPassed   bool
	stuck          bool                               // nothing is left that could happen
	explored       bool                               // an explorer takes all decisions, none is drawn
	skewOf         func(process string) time.Duration // by which its clock is wrong, if that is not drawn; nil: it is
	taken          map[string][]time.Time             // messages that a rate-limited destination took
	others         *rand.Rand                         // for what is drawn in addition
	unreadable     map[string]bool                    // messages of a version after this one
}

func newSimulation(seed uint64, o Options, keepTrace bool) *simulation {
	rng := rand.New(rand.NewPCG(seed, 0))
	others := rand.New(rand.NewPCG(seed, asideStream))
	s := &simulation{options: o, others: others, unreadable: map[string]bool{}, begun: startTime, scripts: map[string]*script{}, taken: map[string][]time.Time{}, spells: map[refusal]time.Time{}, set: drawSettings(rng, o)}
	s.set.drawAside(others, o)
	s.set.drawLater(rand.New(rand.NewPCG(seed, laterStream)), o)
	o.without.simplify(&s.set)
	s.Deployment = must(newDeployment(seed, rng, startTime, s.set.receives, logs.Quotas{Concurrent: s.set.concurrency}))
	s.Names.Retention = s.set.retention
	s.scheduler = scheduler{clock: s.Clock, choice: rng}
	s.trace, s.observer, s.bug, s.patience, s.chunk = newTrace(keepTrace), witness{s}, o.bug, s.set.patience, s.set.chunk
	if o.History != nil {
		s.record = newChronicler(s.Deployment, s.observer, o.History)
		s.observer = s.record
	}
	s.deliver = s.provider
	s.drawn = &drawnFaults{clock: s.Clock, rng: rng, from: Due.Add(-time.Minute), until: s.set.faultsUntil, off: o.without, record: s.record}
	s.faults = s.drawn
	if !o.FaultFree && rng.IntN(20) > 0 {
		s.drawn.likely = drawProbabilities(rng)
	}
	for _, f := range o.often {
		s.drawn.likely[f] = 0.3
	}
	if o.slow {
		s.drawn.likely[SlowCall], s.drawn.likely[SlowAnswer] = 0.1, 0.1
	}
	s.oracle = oracle.New(witness{s})
	s.record.world(s)
	s.setUp()
	s.oracle.Script(s.facts())
	return s
}

// must returns the value of what cannot fail: the set-up, and calls that the
// simulation itself makes.
func must[T any](v T, err error) T {
	if err != nil {
		panic(fmt.Errorf("simulate: %w", err))
	}
	return v
}

// after does something later. The simulation does not end before that.
func (s *simulation) after(d time.Duration, do func()) {
	s.pending++
	s.at(s.Clock.now.Add(d), func() {
		s.pending--
		do()
	})
}

// every does something again and again, as long as the simulation lasts.
func (s *simulation) every(first, period time.Duration, do func()) {
	s.at(s.Clock.now.Add(first), func() {
		do()
		s.every(period, period, do)
	})
}

// maxSteps and maxLength bound a simulation: one that gets there never ends.
const (
	maxSteps  = 200_000
	maxLength = 24 * time.Hour
)

func (s *simulation) run() {
	for !s.over() || s.letMonthsPass() {
		if s.stuck || s.steps >= maxSteps || s.Clock.now.Sub(s.begun) > maxLength {
			s.oracle.Never("the world does not end" + s.left())
			break
		}
		s.step()
		if len(s.oracle.Violations()) > 0 && !s.options.Unjudged {
			break
		}
	}
	s.stop()
	s.countDeadLetters()
	s.record.over(s.leftOver())
	if len(s.oracle.Violations()) == 0 {
		s.oracle.Finally()
	}
}

// over reports whether nothing is left to happen.
func (s *simulation) over() bool {
	return s.live == 0 && s.pending == 0 && s.drained() && s.oracle.AllClosed() && s.oracle.NoneBackfilling()
}

// leftOver says what had not ended when a simulation was ended; empty if nothing.
func (s *simulation) leftOver() string {
	if s.over() {
		return ""
	}
	return s.left()
}

// step lets one task go on.
func (s *simulation) step() {
	if s.faultFreeSince.IsZero() && !s.Clock.now.Before(s.drawn.until) {
		s.faultFreeSince = s.Clock.now
		s.oracle.Calm()
	}
	early := func() bool { return s.faults.pick(EarlyTime) != NoFault }
	if s.stuck = !s.scheduler.step(early); s.stuck {
		s.oracle.Never("nothing is left that could happen" + s.left())
	}
}

// strike decides which fault befalls a call.
func (s *simulation) strike(c Call) Fault {
	f := s.refusedForMinutes(c)
	if f == NoFault {
		f = s.faults.pick(faultsByCall[c.Op]...)
	}
	switch f {
	case Denied:
		s.denied(c)
	case QueryLost:
		s.oracle.Lost(c.target)
	case QueryMalformed, QueryNoData:
		if text := *c.Input.(*cloudwatchlogs.StartQueryInput).QueryString; !isEstimate(text) {
			s.explain(parseToken(text), f)
		}
	}
	return f
}

func (s *simulation) upTo(d time.Duration) time.Duration { return upTo(s.rng, d) }

func upTo(r *rand.Rand, d time.Duration) time.Duration { return time.Duration(r.Int64N(int64(d))) }

func (s *simulation) count(f Fault) { s.drawn.counts[f]++ }

func (s *simulation) result() *Result {
	return &Result{
		Seed: s.seed, Queries: s.set.queries, Hash: s.trace.hash, Steps: s.steps, Calls: s.calls,
		Virtual: s.Clock.now.Sub(s.begun), Faults: s.drawn.counts, Violations: s.oracle.Violations(),
	}
}

// left says what is at work.
func (s *simulation) left() string {
	return fmt.Sprintf(", %d invocations live, queues empty: %t", s.live, s.drained())
}
