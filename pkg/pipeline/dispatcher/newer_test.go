package dispatcher_test

import (
	"errors"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
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

func TestDispatcher_Replay_newer_plan(t *testing.T) {
	t.Parallel()
	h := ended(t)
	h.MakePlanNewer(runID)
	_, err := h.Process().Dispatcher().Replay(t.Context(), replayFailed("r"))
	expectRefused(t, err, "a newer version of Fanlight wrote the plan")
}

func TestDispatcher_Resend_newer_document(t *testing.T) {
	t.Parallel()
	h := ended(t)
	h.MakeDocumentNewer(runID)
	_, err := h.Process().Dispatcher().Resend(t.Context(), command("s", 1, 1))
	expectRefused(t, err, "a newer version of Fanlight wrote the report")
}
