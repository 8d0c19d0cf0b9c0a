package cli

import (
	"strings"
	"testing"
)

func TestDiff(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ want, got, changes string }{
		{"", "", ""},
		{"abc", "abc", ""},
		{"abc", "axc", "-b +x"},
		{"abc", "ac", "-b"},
		{"ac", "abc", "+b"},
		{"abc", "", "-a -b -c"},
		{"", "ab", "+a +b"},
		{"abcd", "bcde", "-a +e"},
		{"aab", "ab", "-a"},
		{"kitten", "sitting", "-k +s -e +i +g"},
	} {
		var words []string
		for _, c := range diff(len(test.want), len(test.got), func(i, j int) bool { return test.want[i] == test.got[j] }) {
			if c.want >= 0 {
				words = append(words, "-"+test.want[c.want:c.want+1])
			} else {
				words = append(words, "+"+test.got[c.got:c.got+1])
			}
		}
		if got := strings.Join(words, " "); got != test.changes {
			t.Errorf("%q to %q: %s, want %s", test.want, test.got, got, test.changes)
		}
	}
}

func TestDiff_of_long_lists(t *testing.T) {
	t.Parallel()
	const n = 3000 // 9,000,000 pairs
	compared := 0
	changes := diff(n, n, func(i, j int) bool { compared++; return i == j && (i < 10 || i >= n-10) })
	if len(changes) != 2*(n-20) || compared > 100 {
		t.Errorf("%d changes after %d comparisons", len(changes), compared)
	}
}
