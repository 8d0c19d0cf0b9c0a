// Package sim runs the whole pipeline in virtual time: the actors' own code over the embedded stand-in's
// cores, under one seeded scheduler that decides what happens next and what goes wrong, with the
// protocol's invariants (PROTOCOL.md section 9) asserted after every effect.
package sim

import (
	"fmt"
	"time"
)

// Few, as a number of queries, draws 0 to 3 from the seed.
const Few = -1

// Options say what a world is like. Everything else is drawn from the seed.
type Options struct {
	Queries   int  // of the report, or Few
	FaultFree bool // nothing goes wrong: no faults, no operator

	// Known names rules whose violations are left out, each with the reason why they are known.
	Known map[Rule]string

	bug     plantedBug // nil: none
	noSweep bool       // another: no janitor ever runs
	slow    bool       // reporters outlive their leases often, which some bugs need to show
}

// Result is what happened in one world.
type Result struct {
	Seed       uint64
	Queries    int
	Hash       uint64        // of the trace: equal hashes mean equal worlds
	Steps      int           // of the scheduler
	Calls      int           // through the seam
	Virtual    time.Duration // from the first event to the last
	Faults     Counts
	Violations []Violation
	Tail       []string // the last lines of the trace, if there are violations
}

// Rule names an invariant, by its rule of PROTOCOL.md where it has one.
type Rule string

// Violation is an invariant that did not hold.
type Violation struct {
	Rule   Rule
	Detail string
}

// String returns the violation in one line.
func (v Violation) String() string { return fmt.Sprintf("%s: %s", v.Rule, v.Detail) }

// tailLines is how much of the trace a report of violations carries.
const tailLines = 60

// Run runs the world of a seed. The same seed and options give the same report, whatever the machine. A
// world with violations is run twice, the second time with its trace.
func Run(seed uint64, o Options) *Result {
	s := newSimulation(seed, o, false)
	s.run()
	r := s.result()
	if len(r.Violations) > 0 {
		lines := Trace(seed, o)
		r.Tail = lines[max(0, len(lines)-tailLines):]
	}
	return r
}

// Trace returns the whole trace of a seed, one line for each thing that happened.
func Trace(seed uint64, o Options) []string {
	s := newSimulation(seed, o, true)
	s.run()
	return s.trace.lines
}
