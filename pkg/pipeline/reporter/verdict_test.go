package reporter_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

// editions runs an edition a day with what its query finds: a number, nothing, or failed.
// It returns the state of each.
func editions(t *testing.T, change func(*report.Report), finds ...string) (*sim.Harness, []string) {
	t.Helper()
	r := aDaily()
	change(&r)
	h := sim.NewHarness(t, r)
	var states []string
	for day, what := range finds {
		due := sim.Due.Add(time.Duration(day) * aDay)
		h.Clock.Advance(max(0, due.Sub(h.Clock.Now())))
		switch what {
		case "":
			h.Script = func(sim.Query) logs.Execution { return logs.Execution{Run: time.Second} }
		case "failed":
			h.Script = func(sim.Query) logs.Execution { return sim.Ends(types.QueryStatusFailed) }
		default:
			h.Script = finding(what)
		}
		run, err := h.Process().Dispatcher().Start(t.Context(), sim.ReportName, due, "")
		if err != nil {
			t.Fatal(err)
		}
		h.Quiesce()
		states = append(states, string(h.Run(run.ID).State))
	}
	return h, states
}

func TestReporter_Report_send_when(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		when, finds, want string
	}{
		{"always", "1 0", "sent sent"},
		{"results", "1 none 1", "sent skipped sent"},
		{"results", "failed", "sent"},
		{"no_results", "1 none failed", "skipped sent sent"},
		{"changed", "1 1 1 2 none none", "sent skipped skipped sent sent skipped"},
		{"changed", "1 failed failed 1", "sent sent sent sent"},
		{"q0 > 10", "10 11 none failed", "skipped sent sent sent"},
		{"q0.rows = 0", "1 none", "skipped sent"},
		{"q0.calls > 10 or calls < 5", "7 4 12", "skipped sent sent"},
	} {
		t.Run(c.when+" of "+c.finds, func(t *testing.T) {
			t.Parallel()
			finds := strings.Fields(c.finds)
			for i := range finds {
				finds[i] = strings.ReplaceAll(finds[i], "none", "")
			}
			h, got := editions(t, func(r *report.Report) { r.SendWhen = c.when }, finds...)
			if strings.Join(got, " ") != c.want {
				t.Errorf("the editions are %v, want %s", got, c.want)
			}
			if want := strings.Count(c.want, "sent"); len(h.Sender.Got) != want {
				t.Errorf("%d reports arrived, want %d", len(h.Sender.Got), want)
			}
			if want := strings.Count(c.want, "skipped"); h.Emitted(fanlight.EventSkipped) != want || h.Emitted(fanlight.EventGaveUp) != 0 {
				t.Errorf("events: %+v", h.Events)
			}
		})
	}
}

// A week without a report is not left without one, and that one counts what was skipped.
func TestReporter_Report_at_least(t *testing.T) {
	t.Parallel()
	h, got := editions(t, func(r *report.Report) { r.SendWhen, r.AtLeast = "q0 > 10", report.Duration(3*aDay) }, "11", "1", "2", "3", "4")
	if want := "sent skipped skipped sent skipped"; strings.Join(got, " ") != want {
		t.Errorf("the editions are %v, want %s", got, want)
	}
	if text := h.Sender.Got[1].Message.Text; !strings.Contains(text, "2 editions were not sent before this one") {
		t.Errorf("the heartbeat does not say what was skipped:\n%s", text)
	}
}

// TestReporter_Report_resend_that_fails does not make an edition that was sent one that nobody got.
func TestReporter_Report_resend_that_fails(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, aDaily())
	first := editionOf(t, h, 0, "1")
	h.Sender.Answer = func(string, int) error { return &fanlight.DeliveryError{Permanent: true, Err: errors.New("denied")} }
	resend := fanlight.Command{Run: first.Run, ID: "r", Epoch: 1, Round: 1}
	if _, err := h.Process().Dispatcher().Resend(t.Context(), resend); err != nil {
		t.Fatal(err)
	}
	h.Quiesce()
	h.Sender.Answer = nil
	second := editionOf(t, h, 1, "1")
	if second.LastSent == nil || second.LastSent.Run != first.Run || second.Past[0].Unsent {
		t.Errorf("the last edition that somebody got is %+v, want %s", second.LastSent, first.Run)
	}
}

func TestReporter_Report_on_partial(t *testing.T) {
	t.Parallel()
	owned := func(on report.OnPartial, tolerate int) func(*report.Report) {
		return func(r *report.Report) {
			r.OnPartial, r.Tolerate = on, tolerate
			r.Owner = &report.Destination{Name: "owner", Kind: report.KindStdout, OnUnknown: report.Resend}
		}
	}
	t.Run("hold", func(t *testing.T) {
		t.Parallel()
		h, got := editions(t, owned(report.PartialHold, 0), "failed")
		if got[0] != "held" || len(h.Sender.To("chat")) != 0 || h.Emitted(fanlight.EventHeld) != 1 {
			t.Fatalf("the edition is %v, events %+v", got, h.Events)
		}
		if text := h.Sender.To("owner")[0].Message.Text; !strings.Contains(text, "fanlight resend "+string(runID)) {
			t.Errorf("the owner is not asked to decide:\n%s", text)
		}
		if _, err := h.Process().Dispatcher().Resend(t.Context(), fanlight.Command{Run: runID, ID: "r", Epoch: 1, Round: 1}); err != nil {
			t.Fatal(err)
		}
		h.Quiesce()
		expectState(t, h, fanlight.Sent)
		if got := h.Sender.To("chat"); len(got) != 1 || !strings.Contains(got[0].Message.Text, "INCOMPLETE") {
			t.Errorf("the resend delivered %+v", got)
		}
	})
	t.Run("notify", func(t *testing.T) {
		t.Parallel()
		h, got := editions(t, owned(report.PartialNotify, 0), "failed")
		if text := h.Sender.To("chat")[0].Message.Text; got[0] != "sent" || strings.Count(text, "\n") != 1 || !strings.Contains(text, "1 of 1 query gave no answer. The report is not sent.") {
			t.Errorf("the edition is %v, the chat gets:\n%s", got, text)
		}
	})
	t.Run("tolerated", func(t *testing.T) {
		t.Parallel()
		h, got := editions(t, owned(report.PartialHold, 1), "failed")
		if text := h.Sender.To("chat")[0].Message.Text; got[0] != "sent" || strings.Contains(text, "INCOMPLETE") || !strings.Contains(text, "failed") {
			t.Errorf("the edition is %v, the chat gets:\n%s", got, text)
		}
	})
}

func TestReporter_Report_skipped_section(t *testing.T) {
	t.Parallel()
	h, _ := editions(t, func(r *report.Report) { r.Sections[0].SendWhen = "q0 > 10" }, "3", "12", "4", "5")
	if text := h.Sender.Got[0].Message.Text; !strings.Contains(text, "q0: skipped, 3; shown when q0 > 10.") {
		t.Errorf("a section whose condition does not hold:\n%s", text)
	}
	if text := h.Sender.Got[1].Message.Text; strings.Contains(text, "skipped") {
		t.Errorf("a section whose condition holds:\n%s", text)
	}
	for _, sent := range h.Sender.Got[2:] {
		text := strings.ReplaceAll(sent.Message.Text, "\u00a0", " ")
		if !strings.Contains(text, "shown when q0 > 10. Last shown Sat 3 Jan.") {
			t.Errorf("a section that was shown on the second day:\n%s", text)
		}
	}
}

// A reporter that dies before it ends a skipped round leaves it to the next one, and a
// janitor that gives up ends it as skipped, too.
func TestReporter_Report_skipped_killed(t *testing.T) {
	t.Parallel()
	r := aDaily()
	r.SendWhen = "q0 > 10"
	h := sim.NewHarness(t, r)
	h.Script = finding("3")
	h.Start()
	for h.Work(h.Process(), worker.Settings{}) > 0 {
		continue
	}
	h.Publish(h.Process().With(func(c sim.Call) sim.Fault {
		if c.Op == "PutItem" && ofFigures(c.Input) {
			return sim.CrashBefore
		}
		return sim.NoFault
	}))
	h.SweepFor(3 * time.Hour)
	expectState(t, h, fanlight.Skipped)
	if len(h.Sender.Got) != 0 {
		t.Errorf("delivered: %+v", h.Sender.Got)
	}
}
