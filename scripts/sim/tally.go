package main

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/fanlight/fanlight/pkg/sim"
)

// tally counts what the parts went through so far.
type tally struct {
	mu               sync.Mutex
	seedsRun         int
	histories        int // that the checker judged
	written          int // of these, by way of JSON, too
	crashPoints      int
	states           int // of crash points and scopes
	scopes, complete int // how many there are, and how many were explored completely
	calls            int
	virtual          time.Duration
	faults           sim.Counts
	violations       []violation
	known            int // violations of the turning range that its parent commit has, too
}

// ran adds one simulation.
func (t *tally) ran(r *sim.Result) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.seedsRun++
	t.calls += r.Calls
	t.virtual += r.Virtual
	t.faults.Add(r.Faults)
}

// progress returns a line: how far the session is, and how fast.
func (t *tally) progress(elapsed time.Duration) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var all []string
	if t.seedsRun > 0 {
		all = append(all,
			fmt.Sprintf("%d seeds", t.seedsRun), fmt.Sprintf("%.0f seeds/s", float64(t.seedsRun)/elapsed.Seconds()),
			fmt.Sprintf("%.0f simulated hours", t.virtual.Hours()), fmt.Sprintf("%d calls", t.calls),
			fmt.Sprintf("%d of %d kinds of faults", t.kinds(), len(sim.Faults())))
	}
	for _, n := range []struct {
		n    int
		what string
	}{{t.histories, "histories"}, {t.crashPoints, "crash points"}, {t.states, "states"}} {
		if n.n > 0 {
			all = append(all, fmt.Sprintf("%d %s", n.n, n.what))
		}
	}
	all = append(all, fmt.Sprintf("%d violations", len(t.violations)), elapsed.Round(time.Second).String())
	return strings.Join(all, ", ")
}

// enough is the number of seeds in which each kind of fault happens.
const enough = 10_000

// never returns the kinds of faults that did not happen.
func (t *tally) never() (names []string) {
	for _, f := range sim.Faults() {
		if t.faults[f] == 0 {
			names = append(names, f.String())
		}
	}
	return names
}

// kinds returns how many kinds of faults happened.
func (t *tally) kinds() int { return len(sim.Faults()) - len(t.never()) }

// faultLines returns how often each kind of fault happened, a few kinds a line.
func (t *tally) faultLines() (lines []string) {
	if t.seedsRun == 0 {
		return nil
	}
	var all []string
	for _, f := range sim.Faults() {
		all = append(all, fmt.Sprintf("%s %d", f, t.faults[f]))
	}
	const each = 8
	for begin := 0; begin < len(all); begin += each {
		lines = append(lines, "faults: "+strings.Join(all[begin:min(begin+each, len(all))], ", "))
	}
	return lines
}

// figures returns the numbers of the last line: those of the parts that were run.
func (t *tally) figures() (all []string) {
	if t.seedsRun > 0 {
		all = append(all, fmt.Sprintf("seeds=%d", t.seedsRun))
	}
	if t.histories > 0 {
		all = append(all, fmt.Sprintf("histories=%d", t.histories), fmt.Sprintf("written=%d", t.written))
	}
	if t.crashPoints > 0 {
		all = append(all, fmt.Sprintf("crash_points=%d", t.crashPoints))
	}
	if t.scopes > 0 {
		all = append(all, fmt.Sprintf("scopes_complete=%d/%d", t.complete, t.scopes))
	}
	if t.seedsRun > 0 {
		all = append(all, fmt.Sprintf("fault_kinds=%d/%d", t.kinds(), len(sim.Faults())))
	}
	return all
}

func (t *tally) knownFigure() string {
	if t.known == 0 {
		return ""
	}
	return fmt.Sprintf(" known=%d", t.known)
}
