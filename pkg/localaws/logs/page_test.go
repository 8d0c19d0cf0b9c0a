package logs

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli"
)

// A page has the same events in whatever order they come.
func TestPage_add(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	var all []cwli.Event
	for i := range 200 {
		all = append(all, cwli.Event{Timestamp: int64(i / 3), Ptr: fmt.Sprint("p", i)})
	}
	for range 50 {
		random.Shuffle(len(all), func(i, k int) { all[i], all[k] = all[k], all[i] })
		for _, backward := range []bool{false, true} {
			after := place{30, "p90"}
			p := page{size: 5, after: &after, backward: backward}
			for i := range all {
				p.add(&all[i])
			}
			events, more := p.finish()
			var got []string
			for _, e := range events {
				got = append(got, e.pointer)
			}
			want := []string{"p91", "p92", "p93", "p94", "p95"}
			if backward {
				want = []string{"p89", "p88", "p87", "p86", "p85"}
			}
			if !slices.Equal(got, want) || !more {
				t.Fatalf("backward %v: %v, more %v", backward, got, more)
			}
		}
	}
}

func TestParsePlace(t *testing.T) {
	t.Parallel()
	want := place{1_767_265_200_000, "/a/b:0-1"}
	if got, ok := parsePlace(want.String()); !ok || got != want {
		t.Errorf("got %v, %v", got, ok)
	}
	for _, text := range []string{"", "1/x", "0000000000000000000x", "xxxxxxxxxxxxxxxxxxxx/y"} {
		if got, ok := parsePlace(text); ok {
			t.Errorf("%q is %v", text, got)
		}
	}
}
