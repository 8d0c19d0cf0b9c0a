package sim

import (
	"context"
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"sync"
)

// explorer runs a world in every way that its decisions allow, by re-execution: each
// execution repeats the decisions of an earlier one up to a state, decides otherwise
// there, and goes on by default. A state that was reached before is not gone on from
// again: it is the hash of all that decides what happens and how that is judged
// ([world.hash]), so that what follows is known.
type explorer struct {
	begin   []func(bug plantedBug, keepTrace bool) *world // the first decision
	bug     plantedBug                                    // nil: none
	crashes int                                           // at most, of one execution
	most    int                                           // executions; 0: as many as it takes

	mu         sync.Mutex
	idle       *sync.Cond
	left       [][]byte // decisions of executions to come
	under      int      // executions under way
	seen       map[uint64]bool
	executions int
	again      int // executions that were cut at a state that was reached before
	commuting  int // steps that were taken in one order only
	failure    *Failure
	segments   segments
}

// Failure is an execution that broke an invariant.
type Failure struct {
	Decisions  string // that repeat it
	Violations []Violation
}

// explore runs executions on all processors until none is left, one fails, there were too
// many, or the context ends.
func (e *explorer) explore(ctx context.Context) {
	e.idle, e.seen = sync.NewCond(&e.mu), map[uint64]bool{}
	for n := range e.begin {
		e.left = append(e.left, []byte{byte(n)})
	}
	e.segments.init()
	var all sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		all.Go(func() {
			for decisions, ok := e.next(ctx); ok; decisions, ok = e.next(ctx) {
				e.done(e.execute(decisions))
			}
		})
	}
	all.Wait()
}

// next returns the decisions of an execution to come. It returns false when there is to be
// none.
func (e *explorer) next(ctx context.Context) (decisions []byte, ok bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for len(e.left) == 0 && e.under > 0 {
		e.idle.Wait()
	}
	if len(e.left) == 0 || ctx.Err() != nil || e.failure != nil || e.most > 0 && e.executions >= e.most {
		e.idle.Broadcast()
		return nil, false
	}
	last := len(e.left) - 1
	decisions, e.left = e.left[last], e.left[:last]
	e.under++
	e.executions++
	return decisions, true
}

func (e *explorer) done(x *execution) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.under--
	e.commuting += x.commuting
	e.left = append(e.left, x.others...)
	e.segments.add(x.segment)
	if x.again {
		e.again++
	}
	if len(x.violations) > 0 && (e.failure == nil || len(x.decisions) < len(e.failure.Decisions)) {
		e.failure = &Failure{show(x.decisions), x.violations}
	}
	e.idle.Broadcast()
}

// reached reports whether a state was reached before, and takes note of it.
func (e *explorer) reached(state uint64) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	before := e.seen[state]
	e.seen[state] = true
	return before
}

// complete reports whether every state was gone on from in every way.
func (e *explorer) complete() bool {
	return len(e.left) == 0 && e.under == 0 && e.failure == nil
}

// execution is one way of a world.
type execution struct {
	*explorer
	w          *world
	decisions  []byte // taken so far
	given      int    // of these, those to repeat
	others     [][]byte
	again      bool
	commuting  int
	violations []Violation
	checked    int64 // when the state was last looked up
	segment    segment
	blind      bool // no state is looked up
}

// maxExplored bounds the steps of an execution: one that gets there never ends.
const maxExplored = 20_000

func (e *explorer) execute(decisions []byte) *execution {
	x := &execution{explorer: e, w: e.begin[decisions[0]](e.bug, false), decisions: decisions, given: len(decisions)}
	x.run()
	x.segment.died = x.w.died
	return x
}

func (x *execution) run() {
	w, repeated := x.w, 1
	for steps := 0; !w.over() && !x.again && len(w.violations()) == 0; steps++ {
		all := w.choices(w.died < x.crashes)
		switch {
		case len(all) == 0:
			w.oracle.Never("nothing is left that could happen" + w.left())
		case steps >= maxExplored:
			w.oracle.Never("the world does not end" + w.left())
		case len(all) > 1 && repeated < x.given:
			w.run(all[x.decisions[repeated]])
			repeated++
		case repeated < x.given || !x.due(all):
			w.run(all[0])
		default:
			if x.again = x.reached(x.state(len(all) - 1)); !x.again {
				x.decide(all)
			}
		}
	}
	w.stop()
	if !x.again && len(w.violations()) == 0 {
		w.finally()
		x.segment.add(0, 0)
	}
	x.violations = w.violations()
	x.commuting = w.commuting
}

// due reports whether it is time to find out whether a state was reached before: where
// something is to be decided; else after a repetition, and whenever time has passed.
func (x *execution) due(all []choice) bool {
	return !x.blind && (len(all) > 1 || x.checked != x.w.Clock.now.UnixNano())
}

// state returns the hash of the world's state, in which so much is to be decided.
func (x *execution) state(others int) uint64 {
	x.checked = x.w.Clock.now.UnixNano()
	h := x.w.hash()
	x.segment.add(h, others)
	return h
}

// decide takes the first of several steps, and leaves the others to further executions.
func (x *execution) decide(all []choice) {
	for n := 1; n < len(all); n++ {
		other := make([]byte, len(x.decisions)+1)
		copy(other, x.decisions)
		other[len(x.decisions)] = byte(n)
		x.others = append(x.others, other)
	}
	if len(all) > 1 {
		x.decisions = append(x.decisions, 0)
	}
	x.w.run(all[0])
}

// show writes decisions: each is the number of a choice, from 0. Those after the last
// one that is not 0 are left out.
func show(decisions []byte) string {
	last := len(decisions)
	for last > 1 && decisions[last-1] == 0 {
		last--
	}
	words := make([]string, last)
	for i, d := range decisions[:last] {
		words[i] = strconv.Itoa(int(d))
	}
	return strings.Join(words, ".")
}

func parseDecisions(s string) (decisions []byte, err error) {
	for word := range strings.SplitSeq(s, ".") {
		d, err := strconv.ParseUint(word, 10, 8)
		if err != nil {
			return nil, fmt.Errorf("read decisions %q: %w", s, err)
		}
		decisions = append(decisions, byte(d))
	}
	return decisions, nil
}
