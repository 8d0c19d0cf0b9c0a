package oracle

import "slices"

// checkWords holds that META says of a round what its command asked for, and what has been
// seen of it: the bits of its destinations (rule D5), and its first offer, but none before there
// was one (rule J5).
func (o *Oracle) checkWords(p *Process, was, r *runState) {
	s := r.at(r.epoch).round(r.round)
	offered, before := num(r.meta, "offered"), num(was.meta, "offered")
	sameRound := was.epoch == r.epoch && was.round == r.round
	if offered > 0 && s.offered.IsZero() || sameRound && before > 0 && offered != before {
		o.violate("J5", "%s lets META say that epoch %d round %d of %s was first offered at %d, it was %d and %s", p.Name, r.epoch, r.round, r.id, offered, before, s.offered.UTC())
	}
	if got, want := string(binary(r.meta, "destinations")), string(o.bits(s.restrict)); got != want && r.meta["only"] == nil {
		o.violate("D5", "%s lets META send epoch %d round %d of %s to the set %x, want %x", p.Name, r.epoch, r.round, r.id, got, want)
	}
}

// bits returns a set of destinations as META has it: a bit for each of the definition's, from
// the lowest of the first byte on; none for all.
func (o *Oracle) bits(names []string) (set []byte) {
	if len(names) == 0 {
		return nil
	}
	set = make([]byte, (len(o.set.Destinations)+7)/8)
	for i, name := range o.set.Destinations {
		if slices.Contains(names, name) {
			set[i/8] |= 1 << (i % 8)
		}
	}
	return set
}
