package stack_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/stack"
)

func TestRandom(t *testing.T) {
	t.Parallel()
	var r stack.Random
	if first, second := r.Uint64(), r.Uint64(); first == second {
		t.Error("two equal draws of 64 bits")
	}
}

func TestClock_Sleep_cancelled(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := (stack.Clock{}).Sleep(ctx, time.Hour); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
