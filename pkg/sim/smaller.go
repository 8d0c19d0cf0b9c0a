package sim

import (
	"maps"
	"slices"

	"github.com/fanlight/fanlight/pkg/sim/checker"
	"github.com/fanlight/fanlight/pkg/sim/history"
)

// less says what a smaller case of a seed leaves out.
type less struct {
	faults       map[int]bool // that happen in it, by their numbers in the order of draws
	after        int          // all faults after that number; 0: none
	queries      int          // so many fewer
	destinations int          // so many fewer
}

// simplify takes away from the settings that were drawn.
func (l less) simplify(s *settings) {
	s.queries = max(0, s.queries-l.queries)
	s.destinations = max(1, s.destinations-l.destinations)
}

// leaves reports whether a fault is left out.
func (l less) leaves(draw int) bool { return l.faults[draw] || l.after > 0 && draw > l.after }

// Case is a smaller case of a seed in which the same rule does not hold.
type Case struct {
	Seed    uint64
	Rule    string // that does not hold
	Why     string // in the words of its judge
	Faults  int    // that happen in it, commands of operators too
	Of      int    // so many happen in the seed
	Runs    int    // of simulations that were tried
	lines   []history.Line
	without less
}

// maxTried bounds how many smaller cases are tried.
const maxTried = 400

// shrinking looks for a smaller case.
type shrinking struct {
	options Options
	best    Case
}

// Shrink looks for a smaller case of a seed in which the same rule of the oracle or of the
// checker does not hold: with fewer faults and commands, fewer queries, fewer
// destinations. A fault that is left out is drawn like the others, and does not happen.
// It returns nil if every rule holds in the seed.
func Shrink(seed uint64, o Options) *Case {
	first := attempt(seed, o, less{})
	if first.Rule == "" {
		return nil
	}
	s := &shrinking{options: o, best: first}
	s.best.Of = first.Faults
	s.fewer(func(l *less) { l.queries++ })
	s.fewer(func(l *less) { l.destinations++ })
	s.earlier()
	s.rarer()
	s.fewer(func(l *less) { l.queries++ })
	return &s.best
}

// attempt runs a case.
func attempt(seed uint64, o Options, without less) Case {
	c := Case{Seed: seed, without: without}
	judge := checker.New()
	o.without = without
	o.History = func(l history.Line) {
		c.lines = append(c.lines, l)
		if l.Fault != nil {
			c.Faults++
		}
		judge.See(l)
	}
	r := Run(seed, o)
	if found := judge.End(); len(r.Violations) > 0 {
		c.Rule, c.Why = string(r.Violations[0].Rule), r.Violations[0].String()
	} else if len(found) > 0 {
		c.Rule, c.Why = found[0].Rule, found[0].String()
	}
	return c
}

// try keeps a case if the same rule does not hold in it.
func (s *shrinking) try(without less) bool {
	if s.best.Runs >= maxTried {
		return false
	}
	s.best.Runs++
	c := attempt(s.best.Seed, s.options, without)
	if c.Rule != s.best.Rule {
		return false
	}
	c.Of, c.Runs = s.best.Of, s.best.Runs
	s.best = c
	return true
}

// fewer leaves more out as long as that helps.
func (s *shrinking) fewer(leave func(*less)) {
	for range 3 {
		next := s.best.without
		leave(&next)
		if len(s.best.lines) == 0 || !s.try(next) {
			return
		}
	}
}

// earlier finds the fewest first faults that suffice. What happens until then does not
// depend on those after it.
func (s *shrinking) earlier() {
	draws := s.draws()
	low, high := 0, len(draws)
	for low < high {
		middle := (low + high) / 2
		next := s.best.without
		if next.after = 1; middle > 0 {
			next.after = draws[middle-1]
		}
		if s.try(next) {
			high = middle
		} else {
			low = middle + 1
		}
	}
}

// rarer leaves out faults in portions that become ever smaller (delta debugging).
func (s *shrinking) rarer() {
	for size := max(1, len(s.draws())/2); size > 0; size /= 2 {
		for at := 0; at < len(s.draws()); {
			next, draws := s.best.without, s.draws()
			next.faults = maps.Clone(next.faults)
			if next.faults == nil {
				next.faults = map[int]bool{}
			}
			for _, n := range draws[at:min(at+size, len(draws))] {
				next.faults[n] = true
			}
			if !s.try(next) {
				at += size
			}
		}
	}
}

// draws returns the numbers of the faults that happen in the best case.
func (s *shrinking) draws() (numbers []int) {
	for _, l := range s.best.lines {
		if l.Fault != nil {
			numbers = append(numbers, l.Fault.Draw)
		}
	}
	return slices.Clip(numbers)
}
