package stack_test

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/sim"
	"github.com/fanlight/fanlight/pkg/stack"
)

func TestStack_Logger(t *testing.T) {
	t.Parallel()
	(&stack.Stack{}).Logger().Error("discarded")
	var out bytes.Buffer
	h := sim.NewHarness(t)
	s := &stack.Stack{Log: slog.NewTextHandler(&out, nil), Clock: h.Clock}
	s.As(stack.Janitor).Logger().With("run", "r").WithGroup("g").Info("written")
	if got := out.String(); !strings.HasPrefix(got, "time="+sim.Due.Format("2006-01-02T15:04:05")) || !strings.Contains(got, "msg=written actor=janitor run=r") {
		t.Errorf("logged %q", got)
	}
}

func TestStack_As(t *testing.T) {
	t.Parallel()
	s := &stack.Stack{}
	janitor := s.As(stack.Janitor)
	if janitor == s || janitor.As(stack.Dispatcher) != janitor {
		t.Error("a stack takes the first actor, and keeps it")
	}
}
