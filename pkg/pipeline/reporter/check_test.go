package reporter_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/inspect"
	"github.com/fanlight/fanlight/pkg/pipeline/reporter"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

// counting finds one thing, and notes the names of the reports.
type counting []string

func (c *counting) Inspect(_ context.Context, all []report.Report) []inspect.Finding {
	for _, r := range all {
		*c = append(*c, r.Name)
	}
	return []inspect.Finding{{Check: inspect.Chat, State: inspect.OK, Finding: "there"}}
}

// TestReporter_Check reads the deployed reports, and writes and sends nothing. One of a
// newer version is a finding, and does not hide the others.
func TestReporter_Check(t *testing.T) {
	t.Parallel()
	other := sim.Report(1, "chat")
	other.Name = "another"
	h := sim.NewHarness(t, sim.Report(2, "chat"), other)
	h.DeployNewer("another")
	p, by := h.Process(), counting{}
	got := p.Reporter().Check(t.Context(), &by, "v1.2.3")
	if diff := cmp.Diff(counting{sim.ReportName}, by); diff != "" {
		t.Errorf("inspected (-want +got):\n%s", diff)
	}
	if got.Version != 1 || got.Program != "v1.2.3" || got.Reports != 1 || len(got.Findings) != 2 {
		t.Fatalf("checked %+v", got)
	}
	if f := got.Findings[0]; f.State != inspect.Failed || !strings.Contains(f.Finding, "report another") || f.Remedy == "" {
		t.Errorf("finding %+v, want the report that cannot be read", f)
	}
	for _, op := range []string{"PutItem", "UpdateItem", "BatchWriteItem", "SendMessage", "Deliver"} {
		if n := p.Count(op); n > 0 {
			t.Errorf("a check makes %d calls of %s", n, op)
		}
	}
}

// TestReporter_Check_without_reports returns an empty list, which is one in JSON too.
func TestReporter_Check_without_reports(t *testing.T) {
	t.Parallel()
	none := inspectNothing{}
	if got := sim.NewHarness(t).Process().Reporter().Check(t.Context(), none, ""); got.Findings == nil || len(got.Findings) > 0 {
		t.Errorf("checked %+v", got)
	}
}

type inspectNothing struct{}

func (inspectNothing) Inspect(context.Context, []report.Report) []inspect.Finding { return nil }

var _ reporter.Inspector = inspectNothing{}
