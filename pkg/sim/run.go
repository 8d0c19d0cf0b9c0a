package sim

import (
	"time"

	"github.com/fanlight/fanlight/pkg/sim/history"
	"github.com/fanlight/fanlight/pkg/sim/oracle"
)

// Few, as a number of queries, draws 0 to 3 from the seed, and more for one seed of 32.
const Few = -1

// Options configure a simulation. Everything else is drawn from the seed.
type Options struct {
	Queries   int  // of the report, or Few
	FaultFree bool // nothing goes wrong: no faults, no operator
	Unjudged  bool // it goes on whatever the oracle finds: for another judge

	History func(history.Line) // sees the history line by line; nil: nobody does

	without  less            // what a smaller case of the seed leaves out
	bug      plantedBug      // nil: none
	shuffled bool            // queues give messages in any order
	noSweep  bool            // a planted bug, too: no janitor ever runs
	often    []Fault         // kinds that happen often, which some bugs need to show
	slow     bool            // reporters outlive their leases often, which some bugs need to show
	tuned    func(*settings) // settings that some bugs need to show; nil: as they are drawn
}

// Result is a summary of one simulation.
type Result struct {
	Seed       uint64
	Queries    int
	Hash       uint64        // of the trace: equal hashes mean equal simulations
	Steps      int           // of the scheduler
	Calls      int           // through the seam
	Virtual    time.Duration // from the first event to the last
	Faults     Counts
	Violations []Violation
	Tail       []string // the last lines of the trace, if there are violations
}

// Rule and Violation are those of the oracle.
type (
	Rule      = oracle.Rule
	Violation = oracle.Violation
)

// tailLines is how much of the trace a report of violations carries.
const tailLines = 60

// Run runs the simulation of a seed. The same seed and options give the same
// result, on any machine. A simulation with violations is run twice, the second
// time with its trace. Run may be called concurrently.
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

// Trace runs the simulation of a seed and returns its whole trace: a line for each
// event, with the time, the process, the operation and its target.
func Trace(seed uint64, o Options) []string {
	o.History = nil // noted already
	s := newSimulation(seed, o, true)
	s.run()
	return s.trace.lines
}
