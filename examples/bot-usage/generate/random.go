package main

// random is SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number
// Generators, 2014), so that the numbers do not depend on a version of Go.
type random uint64

func (r *random) next() uint64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below returns a number from 0 to n-1. The bias of the remainder does not
// matter here.
func (r *random) below(n int) int { return int(r.next() % uint64(n)) }

// chance returns true in one case of n.
func (r *random) chance(n int) bool { return r.below(n) == 0 }

// deck returns total booleans in random order, of which yes are true.
func (r *random) deck(total, yes int) []bool {
	cards := make([]bool, total)
	for i := range yes {
		cards[i] = true
	}
	for i := total - 1; i > 0; i-- {
		j := r.below(i + 1)
		cards[i], cards[j] = cards[j], cards[i]
	}
	return cards
}
