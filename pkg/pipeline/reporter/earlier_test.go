package reporter_test

import (
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

// correctedBy deploys another definition of a report, and corrects an edition by it.
func correctedBy(h *sim.Harness, of fanlight.RunID, r report.Report) (fanlight.Run, string) {
	h.T.Helper()
	h.Deploy(r)
	c := fanlight.Command{ID: "correction", Run: of, Epoch: h.Run(of).Epoch, With: fanlight.WithCurrent}
	run, err := h.Process().Dispatcher().Correct(h.T.Context(), c)
	if err != nil {
		h.T.Fatal(err)
	}
	h.Quiesce()
	return h.Run(run.ID), strings.ReplaceAll(h.Sender.Got[len(h.Sender.Got)-1].Message.Text, "\u00a0", " ")
}

// TestReporter_Report_correction keeps what the edition was compared with, although a
// replay has changed that since.
func TestReporter_Report_correction(t *testing.T) {
	t.Parallel()
	h, _ := editions(t, func(*report.Report) {}, "10", "12")
	first := fanlight.NewRunID(sim.ReportName, sim.Due, "")
	h.Script = finding("11")
	if _, err := h.Process().Dispatcher().Replay(t.Context(), fanlight.Command{ID: "r", Run: first, Epoch: 1}); err != nil {
		t.Fatal(err)
	}
	h.Quiesce()
	h.Script = finding("15")
	titled := aDaily()
	titled.Title = "Bot usage, by groups"
	run, text := correctedBy(h, fanlight.NewRunID(sim.ReportName, sim.Due.Add(aDay), ""), titled)
	if run.State != fanlight.Sent || !strings.Contains(text, "▲ 5 (+50%)") || !strings.Contains(text, "Correction: Bot usage, by groups") {
		t.Errorf("%s is %s, want 15 compared with 10:\n%s", run.ID, run.State, text)
	}
	mended := aDaily()
	mended.Queries[0].Text += " | limit 1"
	if _, text = correctedBy(h, run.ID, mended); !strings.Contains(text, "No comparison") {
		t.Errorf("another query is compared with one that it is not:\n%s", text)
	}
}

// TestReporter_Report_correction_sent sends a correction whose condition does not hold.
func TestReporter_Report_correction_sent(t *testing.T) {
	t.Parallel()
	when := func(r *report.Report) { r.SendWhen = "q0 > 10" }
	h, _ := editions(t, when, "12")
	h.Script = finding("3")
	mended := aDaily()
	when(&mended)
	mended.Queries[0].Text += " | limit 1"
	if run, text := correctedBy(h, sim.RunID, mended); run.State != fanlight.Sent || !strings.Contains(text, "Correction:") {
		t.Errorf("%s is %s:\n%s", run.ID, run.State, text)
	}
}

// TestReporter_Report_correction_window shows the window of the edition, whatever the
// definition has by now.
func TestReporter_Report_correction_window(t *testing.T) {
	t.Parallel()
	h, _ := editions(t, func(*report.Report) {}, "12")
	daily := aDaily()
	daily.Window = report.Window{Calendar: report.Day}
	run, text := correctedBy(h, sim.RunID, daily)
	if want := h.Run(sim.RunID).Window; run.Window != want || !strings.Contains(text, "1 Jan 12:25 – 2 Jan 12:25 UTC (24 h)") {
		t.Errorf("got %v, want %v:\n%s", run.Window, want, text)
	}
	if span := run.Window.End.Sub(run.Window.Start); span != 24*time.Hour {
		t.Errorf("got %s", span)
	}
}
