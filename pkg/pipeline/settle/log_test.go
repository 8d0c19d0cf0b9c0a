package settle_test

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

// settledLine is a record of the log on a settled query.
type settledLine struct {
	Msg      string
	Index    int
	Query    string
	Outcome  fanlight.Outcome
	Duration int64 `json:"duration_ms"`
}

// settledLines returns what a log says on settled queries.
func settledLines(t *testing.T, log *bytes.Buffer) (all []settledLine) {
	t.Helper()
	for lines := json.NewDecoder(log); lines.More(); {
		var line settledLine
		if err := lines.Decode(&line); err != nil {
			t.Fatal(err)
		}
		if line.Msg == "query settled" {
			all = append(all, line)
		}
	}
	return all
}

// TestSettler_Settle_log has a line for each attempt that won its query, and none for one that
// came too late.
func TestSettler_Settle_log(t *testing.T) {
	t.Parallel()
	h, log := sim.NewHarness(t, sim.Report(2)), &bytes.Buffer{}
	run := h.Start()
	settleFailed(t, h, run, 0)
	h.Log = slog.NewJSONHandler(log, nil)
	since := h.Clock.Now().Add(-3 * time.Second)
	attempts := []ledger.Attempt{
		{Index: 0, ID: "late", Query: "q0", Since: since, Result: fanlight.Result{Outcome: fanlight.Empty}},
		{Index: 1, ID: "first", Query: "q1", Since: since, Result: fanlight.Result{Outcome: fanlight.Empty}},
	}
	if _, err := h.Process().Settler().Settle(t.Context(), run, 0, attempts); err != nil {
		t.Fatal(err)
	}
	want := []settledLine{{"query settled", 1, "q1", fanlight.Empty, 3000}}
	if diff := cmp.Diff(want, settledLines(t, log)); diff != "" {
		t.Errorf("the log (-want +got):\n%s", diff)
	}
}

// TestSettler_SettleMissing_log names each query as the definition does; of a run whose
// definition was not read, it has no name to say.
func TestSettler_SettleMissing_log(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		run  func(*fanlight.Run)
		want []string
	}{
		{"in the order of sending", func(r *fanlight.Run) { r.Order = []byte{1, 2} }, []string{"q1", "q0"}},
		{"a definition that was not read", func(r *fanlight.Run) { r.Definition = report.Report{} }, []string{"", ""}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h, log := sim.NewHarness(t, sim.Report(2)), &bytes.Buffer{}
			h.Log = slog.NewJSONHandler(log, nil)
			run := h.Start()
			test.run(&run)
			if _, err := h.Process().Settler().SettleMissing(t.Context(), run, h.Shards(run)[0], fanlight.Result{Outcome: fanlight.TimedOut}); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, line := range settledLines(t, log) {
				got = append(got, line.Query)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("the log names (-want +got):\n%s", diff)
			}
		})
	}
}
