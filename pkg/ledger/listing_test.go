package ledger_test

import (
	"errors"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/sim"
)

// lines reads the listing of the runs of bot-usage.
func lines(t *testing.T, h *sim.Harness, prefix string) []ledger.Listed {
	t.Helper()
	return must[[]ledger.Listed](t)(h.Ledger().Runs(t.Context(), "bot-usage", prefix))
}

// TestLedger_Runs follows a line through a run: what it came to, and that a line of
// an earlier version, or one whose counts are of another round, has none.
func TestLedger_Runs(t *testing.T) {
	t.Parallel()
	h, run := sim.NewHarness(t), aRun(2)
	put := func(state fanlight.State, epoch, round int, tally *fanlight.Tally) {
		t.Helper()
		run.State, run.Epoch, run.Round, run.Tally = state, epoch, round, tally
		if err := h.Ledger().PutListing(t.Context(), run); err != nil {
			t.Fatal(err)
		}
	}
	line := ledger.Listed{ID: run.ID, State: fanlight.Running, Epoch: 1, Round: 1, Begun: run.Begun, Created: run.Created}
	put(fanlight.Running, 1, 1, nil)
	expect(t, "open", []ledger.Listed{line}, lines(t, h, ""))

	h.Clock.Advance(time.Minute)
	tally := &fanlight.Tally{Settled: 2, Failed: 1, Sent: 1, Bytes: 2_100_000}
	put(fanlight.PartlySent, 1, 1, tally)
	line.State, line.Ended = fanlight.PartlySent, &ledger.Ended{At: h.Clock.Now(), Queries: 2, Destinations: 1, Tally: tally}
	expect(t, "ended", []ledger.Listed{line}, lines(t, h, ""))

	put(fanlight.Sent, 1, 2, nil)
	line.State, line.Round, line.Ended = fanlight.Sent, 2, &ledger.Ended{At: h.Clock.Now(), Queries: 2, Destinations: 1}
	expect(t, "ended by one that does not know what it came to", []ledger.Listed{line}, lines(t, h, ""))

	put(fanlight.Running, 2, 1, nil)
	line.State, line.Epoch, line.Round, line.Ended = fanlight.Running, 2, 1, nil
	expect(t, "replayed", []ledger.Listed{line}, lines(t, h, ""))
}

func TestLedger_Runs_prefix(t *testing.T) {
	t.Parallel()
	h, run := sim.NewHarness(t), aRun(1)
	for _, id := range []fanlight.RunID{"bot-usage@2026-01-02T12:30:00Z", "bot-usage@2026-01-02T12:30:00Z+abc123", "bot-usage@2026-01-03T12:30:00Z"} {
		run.ID = id
		if err := h.Ledger().PutListing(t.Context(), run); err != nil {
			t.Fatal(err)
		}
	}
	for prefix, want := range map[string]int{"": 3, "bot-usage@2026-01": 3, "bot-usage@2026-01-02T12": 2, "bot-usage@2026-01-02T12:30:00Z+": 1, "bot-usage@2025": 0} {
		if got := len(lines(t, h, prefix)); got != want {
			t.Errorf("%q begins %d runs, want %d", prefix, got, want)
		}
	}
}

// TestLedger_Runs_of_the_pipeline holds that the reporter counts what a run came to, and
// a resend's round all destinations that have the report by then.
func TestLedger_Runs_of_the_pipeline(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(2, "chat", "mail"))
	h.Script = func(q sim.Query) logs.Execution {
		if q.Index == 1 {
			return sim.Ends(types.QueryStatusFailed)
		}
		return sim.Answers(q)
	}
	h.Sender.Answer = func(to string, try int) error {
		if to == "mail" && try == 1 {
			return &fanlight.DeliveryError{Permanent: true, Err: errors.New("refused")}
		}
		return nil
	}
	run := h.Start()
	h.Quiesce()
	first := lines(t, h, "")[0]
	if first.State != fanlight.PartlySent || first.Ended == nil || first.Ended.Tally == nil {
		t.Fatalf("the line is %+v", first)
	}
	expect(t, "destinations", 2, first.Ended.Destinations)
	if got := *first.Ended.Tally; got.Settled != 2 || got.Failed != 1 || got.Sent != 1 {
		t.Errorf("it came to %+v", got)
	}
	resend := fanlight.Command{Action: fanlight.ActionResend, ID: "resend", Run: run.ID, Epoch: 1, Round: 1, Destinations: []string{"mail"}}
	if answer, err := h.Process().Dispatcher().Execute(t.Context(), resend); err != nil || answer.Refused != "" {
		t.Fatal(answer, err)
	}
	h.Quiesce()
	if got := lines(t, h, "")[0]; got.State != fanlight.Sent || got.Round != 2 || got.Ended == nil || got.Ended.Tally == nil || got.Ended.Tally.Sent != 2 {
		t.Errorf("after the resend %+v", got)
	}
}

// TestLedger_Names holds that a report that is not deployed any more is named.
func TestLedger_Names(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(1))
	expect(t, "names", []string{"bot-usage"}, must[[]string](t)(h.Ledger().Names(t.Context())))
	h.Sweep()
	h.Remove("bot-usage")
	expect(t, "names after it was removed", []string{"bot-usage"}, must[[]string](t)(h.Ledger().Names(t.Context())))
}
