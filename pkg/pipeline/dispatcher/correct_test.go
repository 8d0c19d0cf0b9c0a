package dispatcher_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

func correct(id string) fanlight.Command {
	c := command(id, 1, 0)
	c.With = fanlight.WithCurrent
	return c
}

// mended is the report of ended with another query, which ends an hour later.
func mended() report.Report {
	r := sim.Report(1)
	r.Queries[0].Text, r.Delay = "filter (is_group=1 and n > 1) | stats count(*) as calls", report.Duration(65*time.Minute)
	return r
}

// TestDispatcher_Correct starts a run of its own, for the window that was reported.
func TestDispatcher_Correct(t *testing.T) {
	t.Parallel()
	h := ended(t)
	before := h.Run(runID)
	h.Deploy(mended())
	run, err := h.Process().Dispatcher().Correct(t.Context(), correct("a"))
	if err != nil {
		t.Fatal(err)
	}
	again, err := h.Process().Dispatcher().Correct(t.Context(), correct("b"))
	if err != nil || again.ID != run.ID || len(h.QuerySent) != 3 {
		t.Errorf("the same correction is %s, %v, and %d queries were sent", again.ID, err, len(h.QuerySent))
	}
	h.Quiesce()
	got := h.Run(run.ID)
	if of, ok := got.ID.Corrects(); !ok || of != runID || got.State != fanlight.Sent || got.Total != 1 || !got.Apart {
		t.Errorf("got %+v", got)
	}
	if diff := cmp.Diff(before.Window, got.Window); diff != "" {
		t.Errorf("the correction has another window (-edition +correction):\n%s", diff)
	}
	if diff := cmp.Diff(before, h.Run(runID)); diff != "" {
		t.Errorf("the edition has changed (-before +after):\n%s", diff)
	}
	sent := h.Sender.Got[len(h.Sender.Got)-1].Message
	if !strings.Contains(sent.Text, "Correction: Bot usage") || !strings.Contains(strings.Join(strings.Fields(sent.Text), " "), "corrects "+string(runID)) {
		t.Errorf("the readers get\n%s", sent.Text)
	}
	h.Deploy(sim.Report(2))
	c := correct("c")
	c.Run = run.ID
	if back, err := h.Process().Dispatcher().Correct(t.Context(), c); err != nil || back.ID != fanlight.NewCorrectionID(runID, before.Hash) {
		t.Errorf("the correction of a correction is %s, %v", back.ID, err)
	}
}

func TestDispatcher_Correct_refused(t *testing.T) {
	t.Parallel()
	changed := func(t *testing.T) *sim.Harness {
		h := ended(t)
		h.Deploy(mended())
		return h
	}
	for _, test := range []struct {
		name   string
		setUp  func(t *testing.T) *sim.Harness
		change func(*fanlight.Command)
		words  string
	}{
		{"no such run", changed, func(c *fanlight.Command) { c.Run = "bot-usage@2020-01-01T00:00:00Z" }, "there is no run"},
		{"nothing has changed", ended, func(*fanlight.Command) {}, "deploy the mended one first"},
		{"no such report any more", func(t *testing.T) *sim.Harness {
			h := ended(t)
			h.Remove(sim.ReportName)
			return h
		}, func(*fanlight.Command) {}, `no report "bot-usage" is deployed`},
		{"an open run", func(t *testing.T) *sim.Harness {
			h := sim.NewHarness(t, sim.Report(2))
			h.Start()
			h.Deploy(mended())
			return h
		}, func(*fanlight.Command) {}, "is still running"},
		{"another definition", changed, func(c *fanlight.Command) { c.With = "first" }, `with "current"`},
		{"failures", changed, func(c *fanlight.Command) { c.Failed = true }, "all queries"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := test.setUp(t)
			c, sent := correct("a"), len(h.QuerySent)
			test.change(&c)
			answer, err := h.Process().Dispatcher().Execute(t.Context(), fanlight.Command{
				Action: fanlight.ActionReplay, ID: c.ID, Run: c.Run, Epoch: c.Epoch, With: c.With, Failed: c.Failed,
			})
			if err != nil || !strings.Contains(answer.Refused, test.words) || len(h.QuerySent) != sent {
				t.Errorf("got %+v, %v, want a refusal with %q; %d messages were sent", answer, err, test.words, len(h.QuerySent)-sent)
			}
		})
	}
}
