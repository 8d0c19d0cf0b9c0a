package source

import "fmt"

// suggestion asks whether the likeliest of the known words was meant; it is
// empty if none is like the one written.
func suggestion(written string, known []string) string {
	best, least := "", len(written)/3+1
	for _, word := range known {
		if d := distance(written, word); d <= least && (best == "" || d < least) {
			best, least = word, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("did you mean %s?", quoted(best))
}

// distance counts the insertions, deletions and replacements that turn a into b.
func distance(a, b string) int {
	const longest = 100 // nothing is meant by more
	if len(a) > longest {
		return longest
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
