package dispatcher_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

// archived is a report that goes to a chat and an archive.
func archived() report.Report {
	r := sim.Report(1, "chat", "kept")
	r.Deliver[1].Kind, r.Deliver[1].S3 = report.KindS3, &report.S3{Bucket: "editions"}
	return r
}

// backfillFor starts the edition of the day before for an audience.
func backfillFor(h *sim.Harness, to fanlight.Audience) (fanlight.Answer, error) {
	yesterday := sim.Due.Add(-day)
	return h.Process().Dispatcher().Execute(h.T.Context(), fanlight.Command{
		Action: fanlight.ActionBackfill, Report: sim.ReportName, From: yesterday, To: yesterday, Audience: to,
	})
}

// TestDispatcher_Backfill_audience delivers an edition to those that it is for, and to all
// when it is sent again.
func TestDispatcher_Backfill_audience(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		to    fanlight.Audience
		state fanlight.State
		first string // destinations of the first round
	}{
		{fanlight.ToAll, fanlight.Sent, "chat kept"},
		{fanlight.ToArchive, fanlight.Sent, "kept"},
		{fanlight.ToNobody, fanlight.Skipped, ""},
	} {
		t.Run(string(c.state)+" "+string(c.to), func(t *testing.T) {
			t.Parallel()
			h := sim.NewHarness(t, archived())
			if answer, err := backfillFor(h, c.to); err != nil || answer.Refused != "" {
				t.Fatalf("got %+v, %v", answer, err)
			}
			h.Quiesce()
			id := fanlight.NewRunID(sim.ReportName, sim.Due.Add(-day), "")
			if run := h.Run(id); run.State != c.state || run.Open || run.Audience != c.to {
				t.Errorf("the edition is %s, open %t, for %q", run.State, run.Open, run.Audience)
			}
			if got := goneTo(h); got != c.first {
				t.Errorf("the edition went to %q, want %q", got, c.first)
			}
			if _, err := h.Process().Dispatcher().Resend(t.Context(), fanlight.Command{ID: "again", Run: id, Epoch: 1, Round: 1}); err != nil {
				t.Fatal(err)
			}
			h.Quiesce()
			if got := goneTo(h); got != strings.TrimSpace(c.first+" chat kept") || h.Run(id).State != fanlight.Sent {
				t.Errorf("sent again it went to %q, and is %s", got, h.Run(id).State)
			}
		})
	}
}

// goneTo returns the destinations of all messages, in order, each once for its parts.
func goneTo(h *sim.Harness) string {
	var names []string
	for _, got := range h.Sender.Got {
		names = append(names, got.Message.Destination)
	}
	return strings.Join(slices.Compact(names), " ")
}

func TestDispatcher_Backfill_audience_refused(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(1))
	for to, words := range map[fanlight.Audience]string{fanlight.ToArchive: "has no archive", "some": `delivers to no "some"`} {
		if answer, err := backfillFor(h, to); err != nil || !strings.Contains(answer.Refused, words) || len(h.QuerySent) > 0 {
			t.Errorf("%q: got %+v, %v, want a refusal with %q", to, answer, err, words)
		}
	}
}

// TestDispatcher_Backfill_audience_changed takes the audience of the command that came last.
func TestDispatcher_Backfill_audience_changed(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, archived())
	for _, to := range []fanlight.Audience{fanlight.ToNobody, fanlight.ToArchive} {
		answer, err := backfillFor(h, to)
		if err != nil || answer.Refused != "" {
			t.Fatalf("got %+v, %v", answer, err)
		}
		b, err := h.Ledger().Backfill(t.Context(), answer.Backfilled.ID)
		if open, listErr := h.Ledger().OpenBackfills(t.Context()); err != nil || listErr != nil || b.Audience != to || b.State != fanlight.BackfillOpen || len(open) != 1 {
			t.Errorf("the backfill is %s, for %q, %v; %d are open, %v", b.State, b.Audience, err, len(open), listErr)
		}
	}
}
