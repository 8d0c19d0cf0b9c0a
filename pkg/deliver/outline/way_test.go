package outline_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/outline"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

func TestWays(t *testing.T) {
	t.Parallel()
	d := rendertest.Archived(rendertest.Documents()["checkout"], "a")
	ways := func() (all []outline.Way) { return outline.Ways(edition.New(d)) }
	page, index := outline.Way{Text: "Open the full report", Address: "https://reports.example.org/a/report.html"}, outline.Way{Text: "All editions", Address: "https://reports.example.org/index.html"}
	if diff := cmp.Diff([]outline.Way{page, index}, ways()); diff != "" {
		t.Errorf("without a console (-want +got):\n%s", diff)
	}
	d.Region = "eu-central-1"
	if all := ways(); len(all) != 3 || all[1].Text != "Error rate (5xx) in Logs Insights" || !strings.Contains(all[1].Address, "stats*20errors") {
		t.Errorf("ways %q: want one to the number over its mark", all)
	}
	d.Sections[1].Alert = nil
	if all := ways(); !strings.HasPrefix(all[1].Text, "Latency p95") {
		t.Errorf("ways %q: want one to the warning", all)
	}
	d.Archive, d.Sections[2].Warn = nil, nil
	if all := ways(); all != nil {
		t.Errorf("ways %q: there are none", all)
	}
}
