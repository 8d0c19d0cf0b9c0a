package reporter_test

import (
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/pipelinetest"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
)

func TestTheOwnerIsTold(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		change func(w *pipelinetest.World)
		told   []string // parts of the message; none: no message
	}{
		{"nothing failed", func(*pipelinetest.World) {}, nil},
		{"a query failed", func(w *pipelinetest.World) { w.Script = failing },
			[]string{"1 of 1 query gave no answer", "Logs Insights ended the query as Failed"}},
		{"a destination was missed", func(w *pipelinetest.World) { w.Sender.Answer = answers(errGone) },
			[]string{"1 destination without the report", "one", "chat not found"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := pipelinetest.Report(1, "one", "two")
			owner := pipelinetest.Destination("owner")
			r.Owner = &owner
			w := pipelinetest.New(t, r)
			test.change(w)
			w.Start()
			w.Quiesce()
			told := w.Sender.To("owner")
			if want := min(1, len(test.told)); len(told) != want {
				t.Fatalf("told %d times, want %d", len(told), want)
			}
			for _, part := range test.told {
				if !strings.Contains(told[0].Message.Text, part) {
					t.Errorf("the owner is not told %q:\n%s", part, told[0].Message.Text)
				}
			}
		})
	}
}

func TestAnOwnerWhoIsNotReached(t *testing.T) {
	t.Parallel()
	r := pipelinetest.Report(1)
	owner := pipelinetest.Destination("owner")
	r.Owner = &owner
	w := pipelinetest.New(t, r)
	w.Script = failing
	w.Sender.Answer = func(to string, _ int) error {
		if to == "owner" {
			return errGone
		}
		return nil
	}
	w.Start()
	w.Quiesce()
	expectState(t, w, fanlight.Sent)
	if w.Emitted(fanlight.EventOwnerUnreached) != 1 {
		t.Errorf("events: %+v", w.Events)
	}
}

// TestTheOwnerHearsOfItDespiteACrash lets the reporter die at each of its
// calls: the owner gets a message at least once, from the actor that ends the run.
func TestTheOwnerHearsOfItDespiteACrash(t *testing.T) {
	t.Parallel()
	pipelinetest.Enumerate(t, []pipelinetest.Fault{pipelinetest.Crash}, func(t *testing.T, strike func(pipelinetest.Call) pipelinetest.Fault) {
		r := pipelinetest.Report(1)
		owner := pipelinetest.Destination("owner")
		r.Owner = &owner
		w := pipelinetest.New(t, r)
		w.Script = failing
		w.Start()
		w.Work(w.Process(), worker.Settings{})
		w.Publish(w.Process().With(strike))
		w.SweepFor(8 * time.Minute)
		expectState(t, w, fanlight.Sent)
		if n := len(w.Sender.To("owner")); n < 1 || n > 2 {
			t.Errorf("the owner was told %d times", n)
		}
	})
}
