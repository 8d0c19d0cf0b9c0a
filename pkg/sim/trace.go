package sim

import (
	"fmt"
	"time"
)

// trace is the record of a simulation. Its hash covers everything; the lines are
// kept only on demand, because writing them takes longer than the simulation.
type trace struct {
	hash  uint64
	keep  bool
	lines []string
}

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

func newTrace(keep bool) trace { return trace{hash: fnvOffset, keep: keep} }

// add records one thing that happened.
func (t *trace) add(at time.Time, who, what, detail string) {
	t.mix(uint64(at.UnixMilli()))
	t.text(who)
	t.text(what)
	t.text(detail)
	if t.keep {
		t.lines = append(t.lines, fmt.Sprintf("%s %-14s %-24s %s", at.Format("15:04:05.000"), who, what, detail))
	}
}

func (t *trace) mix(n uint64) {
	t.hash = (t.hash ^ n) * fnvPrime
}

func (t *trace) text(s string) {
	for i := range len(s) {
		t.hash = (t.hash ^ uint64(s[i])) * fnvPrime
	}
	t.mix(0xff)
}
