package reporter_test

import (
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

// newer returns a world with a complete run of two destinations whose
// definition a newer version wrote.
func newer(t *testing.T) *sim.Harness {
	t.Helper()
	r := sim.Report(1, "chat", "mail")
	r.Owner = &report.Destination{Name: "owner", Kind: report.KindStdout, OnUnknown: report.Resend}
	r.Deadline = report.Duration(time.Hour)
	w := complete(t, r)
	w.MakeNewer(runID)
	return w
}

func TestReporter_Report_newer_definition(t *testing.T) {
	t.Parallel()
	message := fanlight.ReportMessage{Version: fanlight.MessageVersion, Run: runID, Epoch: 1, Round: 1}

	t.Run("it is left to a newer reporter until the deadline", func(t *testing.T) {
		t.Parallel()
		w := newer(t)
		for range 7 { // more often than a round has claims
			err := w.Process().Reporter().Report(t.Context(), message)
			wait := fanlight.RetryAfter(err)
			if wait < time.Second || wait > 5*time.Minute || len(w.Sender.Got) > 0 {
				t.Fatalf("again after %s, %v; delivered %d times", wait, err, len(w.Sender.Got))
			}
			w.Clock.Advance(wait)
		}
		w.MakeKnown(runID)
		if err := w.Process().Reporter().Report(t.Context(), message); err != nil || len(w.Sender.Got) != 2 {
			t.Errorf("%v; delivered %d times", err, len(w.Sender.Got))
		}
		if claim, err := w.Ledger().Claim(t.Context(), w.Run(runID)); err != nil || claim.Tries != 1 {
			t.Errorf("%d tries, %v: what was left is no try", claim.Tries, err)
		}
	})

	t.Run("after the deadline the owner is notified of the reason", func(t *testing.T) {
		t.Parallel()
		w := newer(t)
		w.Clock.Advance(2 * time.Hour)
		if err := w.Process().Reporter().Report(t.Context(), message); err != nil {
			t.Error(err)
		}
		if len(w.Sender.Got) != 1 || len(w.Sender.To("owner")) != 1 || !strings.Contains(w.Sender.Got[0].Message.Text, "a newer version of Fanlight wrote it") {
			t.Errorf("delivered: %+v", w.Sender.Got)
		}
		if w.Emitted(fanlight.EventGaveUp) != 1 {
			t.Errorf("events: %+v", w.Events)
		}
		w.MakeKnown(runID)
		if run := w.Run(runID); run.State != fanlight.Unsent || run.Open {
			t.Errorf("the run is %s, open: %v", run.State, run.Open)
		}
	})
}
