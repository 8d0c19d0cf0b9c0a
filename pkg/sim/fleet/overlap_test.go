package fleet

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// TestOverlap_Next begins three calls that take 3, 1 and 2 seconds, and waits for
// their answers.
func TestOverlap_Next(t *testing.T) {
	t.Parallel()
	a := &account{timeline: timeline{now: firstDue}}
	var got []time.Duration
	note := func(context.Context) { got = append(got, a.now.Sub(firstDue)) }
	a.begin(0, func() {
		o := (&process{account: a}).newCalls(context.Background())
		for _, s := range []time.Duration{3, 1, 2} {
			o.Begin(time.Time{}, func(context.Context) fanlight.Reply {
				a.park(s * time.Second)
				return note
			})
		}
		for range 3 {
			if answer, ok := o.Next(context.Background(), firstDue.Add(time.Minute)); ok {
				answer(context.Background())
			}
		}
		if _, ok := o.Next(context.Background(), firstDue.Add(10*time.Second)); ok {
			t.Error("a fourth answer")
		}
		note(context.Background())
		o.Begin(time.Time{}, func(context.Context) fanlight.Reply { a.park(time.Second); return note })
		a.park(5 * time.Second) // the answer comes while nobody waits
		if answer, ok := o.Next(context.Background(), a.now); ok {
			answer(context.Background())
		}
		o.Begin(time.Time{}, func(context.Context) fanlight.Reply { a.park(time.Second); return note })
		o.End()
		if _, ok := o.Next(context.Background(), firstDue.Add(time.Minute)); ok {
			t.Error("an answer after the end")
		}
	}, func() {})
	if !a.run(firstDue.Add(time.Hour)) {
		t.Error("it goes on after an hour")
	}
	want := []time.Duration{1 * time.Second, 2 * time.Second, 3 * time.Second, 10 * time.Second, 15 * time.Second}
	if !slices.Equal(got, want) {
		t.Errorf("answers after %v, want %v", got, want)
	}
}
