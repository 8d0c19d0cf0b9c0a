package sim

import (
	"math/rand/v2"
	"time"
)

// probabilities is how likely each kind of fault is in one seed. Most kinds are
// off in most seeds, so that each kind meets many mixtures of the others (swarm
// testing).
type probabilities [numFaults]float64

var rates = []float64{0.005, 0.02, 0.1, 0.3}

func drawProbabilities(r *rand.Rand) (p probabilities) {
	on := oneOf(r, 0.05, 0.15, 0.4, 0.7)
	for _, f := range Faults() {
		if f == Unreadable { // drawn in addition
			continue
		}
		if r.Float64() < on {
			p[f] = rates[r.IntN(len(rates))]
		}
	}
	return p
}

// drawnFaults draws faults from the seed, between two times.
type drawnFaults struct {
	clock  *Clock
	rng    *rand.Rand
	likely probabilities
	from   time.Time
	until  time.Time
	counts Counts
	draws  int         // faults that happened
	off    less        // those that do not
	record *chronicler // nil: nobody asked for the history
}

// pick implements faultSource. The first kind that happens is returned, and
// counted.
func (f *drawnFaults) pick(kinds ...Fault) Fault {
	for _, k := range kinds {
		if f.happens(k) && f.strikes(k) {
			return k
		}
	}
	return NoFault
}

func (f *drawnFaults) happens(k Fault) bool {
	now := f.clock.now
	return f.likely[k] > 0 && !now.Before(f.from) && now.Before(f.until) && f.rng.Float64() < f.likely[k]
}

// strikes gives a fault its number, by which it can be switched off, and counts it. Those
// that are switched off are drawn as the others are.
func (f *drawnFaults) strikes(k Fault) bool {
	f.draws++
	if f.off.leaves(f.draws) {
		return false
	}
	f.counts[k]++
	f.record.fault(f.draws, k)
	return true
}
