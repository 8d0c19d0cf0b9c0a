package sample_test

import (
	"regexp"
	"testing"

	"github.com/fanlight/fanlight/examples/internal/sample"
)

// The reference values are of the seed 1234567, from the authors' own program.
func TestRandom_Next(t *testing.T) {
	t.Parallel()
	r := sample.Random(1234567)
	for i, want := range []uint64{6457827717110365317, 3203168211198807973, 9817491932198370423} {
		if got := r.Next(); got != want {
			t.Errorf("number %d is %d, want %d", i, got, want)
		}
	}
}

func TestRandom_Below(t *testing.T) {
	t.Parallel()
	r, seen := sample.Random(1), map[int]int{}
	for range 600 {
		seen[r.Below(6)]++
	}
	for n := range 6 {
		if seen[n] < 60 {
			t.Errorf("%d came %d times of 600: %v", n, seen[n], seen)
		}
	}
	if len(seen) != 6 {
		t.Errorf("numbers %v, want 0 to 5", seen)
	}
}

func TestRandom_Chance(t *testing.T) {
	t.Parallel()
	r, yes := sample.Random(1), 0
	for range 1000 {
		if r.Chance(10) {
			yes++
		}
	}
	if yes < 60 || yes > 140 {
		t.Errorf("%d of 1,000, want about 100", yes)
	}
}

func TestRandom_Deck(t *testing.T) {
	t.Parallel()
	r, yes := sample.Random(1), 0
	cards := r.Deck(100, 27)
	for _, card := range cards {
		if card {
			yes++
		}
	}
	if yes != 27 || len(cards) != 100 {
		t.Errorf("%d of %d cards, want 27 of 100", yes, len(cards))
	}
}

func TestRandom_Weighted(t *testing.T) {
	t.Parallel()
	r, seen := sample.Random(1), [3]int{}
	for range 1000 {
		seen[r.Weighted([]int{1, 0, 3})]++
	}
	if seen[1] != 0 || seen[0] < 180 || seen[0] > 320 || seen[0]+seen[2] != 1000 {
		t.Errorf("indexes %v, want about 250, 0 and 750", seen)
	}
}

func TestRandom_UUID(t *testing.T) {
	t.Parallel()
	r := sample.Random(1)
	a, b := r.UUID(), r.UUID()
	if form := regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`); a == b || !form.MatchString(a) || !form.MatchString(b) {
		t.Errorf("%s, %s", a, b)
	}
}

func TestPick(t *testing.T) {
	t.Parallel()
	r, seen := sample.Random(1), map[string]bool{}
	for range 40 {
		seen[sample.Pick(&r, []string{"a", "b"})] = true
	}
	if len(seen) != 2 || !seen["a"] || !seen["b"] {
		t.Errorf("words %v", seen)
	}
}
