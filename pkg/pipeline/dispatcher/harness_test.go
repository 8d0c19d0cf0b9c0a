package dispatcher_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/sim"
)

const runID = sim.RunID

const (
	minute = time.Minute
	hour   = time.Hour
	day    = 24 * hour
)

// expectRefused asserts that a command was refused for a reason that contains
// the words.
func expectRefused(t *testing.T, err error, words string) {
	t.Helper()
	var refusal *fanlight.Refusal
	if !errors.As(err, &refusal) || !strings.Contains(refusal.Reason, words) {
		t.Errorf("got %v, want a refusal with %q", err, words)
	}
}

func expectState(t *testing.T, h *sim.Harness, want fanlight.State) {
	t.Helper()
	h.Check(runID)
	if run := h.Run(runID); run.State != want || run.Open == want.Final() {
		t.Errorf("the run is %s, open %v, want it %s", run.State, run.Open, want)
	}
}

// firstFails is the script of queries of which query 0 fails in epoch 1.
func firstFails(q sim.Query) logs.Execution {
	if q.Epoch == 1 && q.Index == 0 {
		return sim.Ends(types.QueryStatusFailed)
	}
	return sim.Answers(q)
}

// ended returns a harness in which a run of two queries has ended, the first of
// them failed.
func ended(t *testing.T) *sim.Harness {
	t.Helper()
	h := sim.NewHarness(t, sim.Report(2))
	h.Script = firstFails
	h.Start()
	h.Quiesce()
	expectState(t, h, fanlight.Sent)
	return h
}

// sentTo returns a harness in which a run has ended that went to two chats.
func sentTo(t *testing.T) *sim.Harness {
	t.Helper()
	h := sim.NewHarness(t, sim.Report(1, "one", "two"))
	h.Start()
	h.Quiesce()
	expectState(t, h, fanlight.Sent)
	return h
}

// resending returns a harness in which a resend's message is on its way.
func resending(t *testing.T) *sim.Harness {
	t.Helper()
	h := sentTo(t)
	if _, err := h.Process().Dispatcher().Resend(t.Context(), command("first", 1, 1)); err != nil {
		t.Fatal(err)
	}
	return h
}

func command(id string, epoch, round int) fanlight.Command {
	return fanlight.Command{ID: id, Run: runID, Epoch: epoch, Round: round}
}

func replayFailed(id string) fanlight.Command {
	c := command(id, 1, 0)
	c.Failed = true
	return c
}

func resendTo(c fanlight.Command, destinations []string) fanlight.Command {
	c.Destinations = destinations
	return c
}
