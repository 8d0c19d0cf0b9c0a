package source

import "testing"

// A byte of the text as it is run has the place of what stands for it.
func TestQueryText_written(t *testing.T) {
	t.Parallel()
	// "ab{{x}}cd{{y}}e" with x: "12345678", y: "": "ab12345678cde"
	text := queryText{filled: []filled{{2, 10, 2, 7}, {12, 12, 9, 14}}}
	for offset, want := range map[int]int{0: 0, 1: 1, 2: 2, 9: 2, 10: 7, 11: 8, 12: 14, 13: 15} {
		if got := text.written(offset); got != want {
			t.Errorf("byte %d stands at %d, want %d", offset, got, want)
		}
	}
}
