package reporter_test

import (
	"errors"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

// anArchived is a report of one table that goes to a chat and to two archives.
func anArchived() report.Report {
	r := sim.Report(1)
	r.Sections[0].Show, r.Sections[0].Value = report.ShowTable, ""
	for _, name := range []string{"archive", "archive-2"} {
		r.Deliver = append(r.Deliver, report.Destination{Name: name, Kind: report.KindS3, OnUnknown: report.Resend, S3: &report.S3{Bucket: "reports-" + name}})
	}
	return r
}

// TestReporter_Report_archived knows which editions before have a page in all archives.
func TestReporter_Report_archived(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, anArchived())
	if before := new(editionOf(t, h, 0, "1")).Archived(); before != nil {
		t.Errorf("before the first edition is %+v", before)
	}
	second := editionOf(t, h, 1, "1")
	if before := second.Archived(); before == nil || !before.Window.End.Equal(second.Window.End.Add(-aDay)) {
		t.Errorf("before the second edition is %+v", before)
	}
	h.Sender.Answer = func(name string, _ int) error {
		if name == "archive-2" {
			return &fanlight.DeliveryError{Permanent: true, Err: errors.New("denied")}
		}
		return nil
	}
	editionOf(t, h, 2, "1") // has no page in one archive
	h.Sender.Answer = nil
	fourth := editionOf(t, h, 3, "1")
	if before := fourth.Archived(); before == nil || before.Run != second.Run || len(fourth.Past) != 3 {
		t.Errorf("before the fourth edition is %+v, want that of %s", before, second.Run)
	}
}

// TestReporter_Report_archived_resent keeps that an edition has its page, whatever is sent
// elsewhere later.
func TestReporter_Report_archived_resent(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, anArchived())
	first := editionOf(t, h, 0, "1")
	to := h.Run(first.Run).Definition.Deliver[0].Name
	if _, err := h.Process().Dispatcher().Resend(t.Context(), fanlight.Command{Run: first.Run, ID: "r", Epoch: 1, Round: 1, Destinations: []string{to}}); err != nil {
		t.Fatal(err)
	}
	h.Quiesce()
	second := editionOf(t, h, 1, "1")
	if before := second.Archived(); before == nil || before.Run != first.Run || h.Run(first.Run).Round != 2 {
		t.Errorf("after round %d to %s before the second edition is %+v", h.Run(first.Run).Round, to, before)
	}
}

// TestReporter_Report_archived_notice does not take the line instead of a report for a page.
func TestReporter_Report_archived_notice(t *testing.T) {
	t.Parallel()
	r := anArchived()
	r.OnPartial = report.PartialNotify
	h := sim.NewHarness(t, r)
	h.Script = failing
	run, err := h.Process().Dispatcher().Start(t.Context(), sim.ReportName, sim.Due, "")
	if err != nil {
		t.Fatal(err)
	}
	h.Quiesce()
	second := editionOf(t, h, 1, "1")
	if len(second.Past) != 1 || second.Past[0].Run != run.ID || second.Archived() != nil {
		t.Errorf("editions before are %+v, want one without a page", second.Past)
	}
}
