package dispatcher_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/sim"
)

func TestDispatcher_Replay_newer_definition(t *testing.T) {
	t.Parallel()
	w := ended(t)
	w.MakeNewer(runID)
	_, err := w.Process().Dispatcher().Replay(t.Context(), replayFailed("r"))
	expectRefused(t, err, "a newer version of Fanlight wrote the definition")
	_, err = w.Process().Dispatcher().Resend(t.Context(), command("s", 1, 1))
	expectRefused(t, err, "a newer version of Fanlight wrote the definition")
}

func TestDispatcher_Cancel_newer_definition(t *testing.T) {
	t.Parallel()
	w := sim.NewHarness(t, sim.Report(2))
	w.Start()
	w.MakeNewer(runID)
	if err := cancel(t, w); err != nil {
		t.Fatal(err)
	}
	w.MakeKnown(runID)
	expectCancelled(t, w)
}

func TestDispatcher_Start_newer_definition(t *testing.T) {
	t.Parallel()
	w := sim.NewHarness(t, sim.Report(2))
	w.DeployNewer(sim.ReportName)
	_, err := w.Process().Dispatcher().Start(t.Context(), sim.ReportName, sim.Due, "")
	if !errors.Is(err, fanlight.ErrNewer) || w.Run(runID).ID != "" || len(w.QuerySent) > 0 {
		t.Errorf("%v; the run is %q, %d messages", err, w.Run(runID).ID, len(w.QuerySent))
	}
}

// TestDispatcher_Execute_newer_layout holds rule G8: no command changes a run of which
// this version does not know the layout.
func TestDispatcher_Execute_newer_layout(t *testing.T) {
	t.Parallel()
	h := ended(t)
	h.SetLayout(runID, ledger.Layout+1)
	for _, action := range []fanlight.Action{fanlight.ActionReplay, fanlight.ActionResend, fanlight.ActionCancel} {
		c := command("c", 1, 1)
		c.Action = action
		answer, err := h.Process().Dispatcher().Execute(t.Context(), c)
		if err != nil || !strings.Contains(answer.Refused, "a newer version of Fanlight wrote the items") {
			t.Errorf("%s: %+v, %v", action, answer, err)
		}
	}
	if _, err := h.Process().Dispatcher().Start(t.Context(), sim.ReportName, sim.Due, ""); !errors.Is(err, fanlight.ErrNewer) {
		t.Errorf("started again with %v", err)
	}
	h.SetLayout(runID, ledger.Layout)
	if run := h.Run(runID); run.State != fanlight.Sent || run.Epoch != 1 || run.Round != 1 {
		t.Errorf("the run is %+v", run)
	}
}

func TestDispatcher_Resend_newer_document(t *testing.T) {
	t.Parallel()
	h := ended(t)
	h.MakeDocumentNewer(runID)
	_, err := h.Process().Dispatcher().Resend(t.Context(), command("s", 1, 1))
	expectRefused(t, err, "a newer version of Fanlight wrote the report")
}
