// Package sample helps the programs that write the log samples of the examples: random
// numbers that are the same each time, times of a day, and files of log lines.
package sample

import "fmt"

// Random is SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number
// Generators, 2014), so that the numbers do not depend on a version of Go.
type Random uint64

// Next returns the next number.
func (r *Random) Next() uint64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// Below returns a number from 0 to n-1. The bias of the remainder does not
// matter here.
func (r *Random) Below(n int) int { return int(r.Next() % uint64(n)) }

// Chance returns true in one case of n.
func (r *Random) Chance(n int) bool { return r.Below(n) == 0 }

// Deck returns total booleans in random order, of which yes are true.
func (r *Random) Deck(total, yes int) []bool {
	cards := make([]bool, total)
	for i := range yes {
		cards[i] = true
	}
	for i := total - 1; i > 0; i-- {
		j := r.Below(i + 1)
		cards[i], cards[j] = cards[j], cards[i]
	}
	return cards
}

// Weighted returns an index of weights, each as often as its weight says.
func (r *Random) Weighted(weights []int) int {
	total := 0
	for _, w := range weights {
		total += w
	}
	at := r.Below(total)
	for i, w := range weights {
		if at < w {
			return i
		}
		at -= w
	}
	return len(weights) - 1
}

// UUID returns a request ID as Lambda makes them.
func (r *Random) UUID() string {
	a, b := r.Next(), r.Next()
	return fmt.Sprintf("%08x-%04x-4%03x-%04x-%012x", a>>32, a>>16&0xffff, a&0xfff, 0x8000|b>>48&0x3fff, b&0xffffffffffff)
}

// Pick returns one of the words.
func Pick[T any](r *Random, words []T) T { return words[r.Below(len(words))] }
