package stack_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fanlight/fanlight/pkg/stack"
)

func TestRandom_Uint64(t *testing.T) {
	t.Parallel()
	var r stack.Random
	if first, second := r.Uint64(), r.Uint64(); first == second {
		t.Error("two equal draws of 64 bits")
	}
}

func TestClock_Now(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		if now := (stack.Clock{}).Now(); !now.Equal(time.Now()) || now.Location() != time.UTC {
			t.Errorf("got %s, it is %s", now, time.Now())
		}
	})
}

func TestClock_Sleep(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		if err := (stack.Clock{}).Sleep(t.Context(), time.Hour); err != nil || time.Since(begun) != time.Hour {
			t.Errorf("slept %s, %v", time.Since(begun), err)
		}
	})
}

func TestClock_Sleep_cancelled(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := (stack.Clock{}).Sleep(ctx, time.Hour); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
