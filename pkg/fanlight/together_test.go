package fanlight_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// reversed makes calls when their answers are taken, the last one first. Of those
// that hang there is no answer.
type reversed struct {
	begun    []func(context.Context) fanlight.Reply
	deadline time.Time
	hang     bool
	ended    bool
}

func (r *reversed) Begin(deadline time.Time, call func(context.Context) fanlight.Reply) {
	r.begun, r.deadline = append(r.begun, call), deadline
}

func (r *reversed) Next(ctx context.Context, _ time.Time) (fanlight.Reply, bool) {
	if r.hang || ctx.Err() != nil {
		return nil, false
	}
	last := len(r.begun) - 1
	call := r.begun[last]
	r.begun = r.begun[:last]
	return call(ctx), true
}

func (r *reversed) End() { r.ended = true }

func TestTogether(t *testing.T) {
	t.Parallel()
	errFirst, errSecond := errors.New("first"), errors.New("second")
	now := time.Unix(1000, 0)
	for name, c := range map[string]struct{ first, second, want error }{
		"both succeed": {nil, nil, nil}, "one fails": {nil, errSecond, errSecond}, "the first failure counts": {errFirst, errSecond, errFirst},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			calls := &reversed{}
			var order []int
			do := func(n int, err error) func(context.Context) error {
				return func(context.Context) error {
					order = append(order, n)
					return err
				}
			}
			err := fanlight.Together(t.Context(), calls, now, do(1, c.first), do(2, c.second))
			if !errors.Is(err, c.want) || !slices.Equal(order, []int{2, 1}) || !calls.ended {
				t.Errorf("%v after %v, ended %t, want %v after both", err, order, calls.ended, c.want)
			}
			if want := now.Add(fanlight.CallTime); !calls.deadline.Equal(want) {
				t.Errorf("the deadline is %s, want %s", calls.deadline, want)
			}
		})
	}
	t.Run("a call without an answer is an error", func(t *testing.T) {
		t.Parallel()
		calls := &reversed{hang: true}
		if err := fanlight.Together(t.Context(), calls, now, func(context.Context) error { return nil }); err == nil || !calls.ended {
			t.Errorf("%v, ended %t", err, calls.ended)
		}
	})
	t.Run("the end of the context is its error", func(t *testing.T) {
		t.Parallel()
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := fanlight.Together(ctx, &reversed{}, now, func(context.Context) error { return nil }); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}
