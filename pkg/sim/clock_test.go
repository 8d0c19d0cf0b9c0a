package sim

import (
	"context"
	"errors"
	"testing"
	"time"
)

func TestClock_Now(t *testing.T) {
	t.Parallel()
	if got := (&Clock{now: Due}).Now(); !got.Equal(Due) {
		t.Errorf("got %s", got)
	}
}

func TestClock_Advance(t *testing.T) {
	t.Parallel()
	c := &Clock{now: Due}
	c.Advance(time.Hour)
	c.Advance(-time.Minute)
	if want := Due.Add(59 * time.Minute); !c.Now().Equal(want) {
		t.Errorf("got %s, want %s", c.Now(), want)
	}
}

func TestClock_Sleep(t *testing.T) {
	t.Parallel()
	c := &Clock{now: Due}
	if err := c.Sleep(t.Context(), time.Hour); err != nil || !c.Now().Equal(Due.Add(time.Hour)) {
		t.Errorf("slept until %s, %v", c.Now(), err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if err := c.Sleep(ended, time.Hour); !errors.Is(err, context.Canceled) || !c.Now().Equal(Due.Add(time.Hour)) {
		t.Errorf("with an ended context: slept until %s, %v", c.Now(), err)
	}
}
