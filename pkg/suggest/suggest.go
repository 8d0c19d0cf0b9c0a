// Package suggest finds the known word that a misspelt one was meant for.
package suggest

import "strings"

// longest bounds the words that are compared, in bytes.
const longest = 100

// Nearest returns the known word with the fewest slips from the written one,
// the first of several, without regard to case. A slip is an inserted, missing
// or wrong byte, or a swap of two. It returns the empty string if the nearest
// word is too far: more than a third of the written
// word's bytes, or more than 2.
func Nearest(written string, known []string) string {
	best, least := "", reach(written)+1
	for _, word := range known {
		if len(written) > longest || len(word) > longest || max(len(written)-len(word), len(word)-len(written)) >= least {
			continue // the slips are at least the difference of the lengths
		}
		if d := slips(strings.ToLower(written), strings.ToLower(word)); d < least {
			best, least = word, d
		}
	}
	return best
}

func reach(written string) int { return min(2, len(written)/3) }
