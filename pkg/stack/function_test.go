package stack_test

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/stack"
)

func TestFunction_In(t *testing.T) {
	t.Parallel()
	if got := stack.Worker.In("prod"); got != "prod-worker" {
		t.Errorf("got %q", got)
	}
}

func TestFunction_Timeout(t *testing.T) {
	t.Parallel()
	for _, f := range stack.Functions {
		if d := f.Timeout(); d < time.Minute || d > 15*time.Minute {
			t.Errorf("%s: %s, which Lambda does not allow or a run does not fit in", f, d)
		}
	}
}
