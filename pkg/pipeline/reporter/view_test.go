package reporter_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

// routes is the script of a query that finds so many routes, of which each tenth is slow.
func routes(n int) func(sim.Query) logs.Execution {
	var rows [][]types.ResultField
	for i := range n {
		ms := "20"
		if i%10 == 0 {
			ms = fmt.Sprint(600 + i)
		}
		var row []types.ResultField
		for _, f := range [][2]string{{"route", fmt.Sprintf("/r%d", i)}, {"calls", "3"}, {"p95", ms}} {
			row = append(row, types.ResultField{Field: aws.String(f[0]), Value: aws.String(f[1])})
		}
		rows = append(rows, row)
	}
	return func(sim.Query) logs.Execution {
		return logs.Execution{Run: time.Second, Outcome: logs.Outcome{Rows: rows}}
	}
}

// Sections show rows, fields and sums of all rows of a query, also of those that a document
// does not keep.
func TestReporter_Report_views(t *testing.T) {
	t.Parallel()
	r := aDaily()
	r.MaxRows, r.Queries[0].MaxRows = 10_000, 10_000
	r.Sections = []report.Section{
		{Title: "Calls", Query: "q0", Show: report.ShowNumber, Sum: "calls"},
		{Title: "Slow calls", Query: "q0", Show: report.ShowNumber, Sum: "calls", Where: "p95 > 500"},
		{Title: "None", Query: "q0", Show: report.ShowNumber, Sum: "calls", Where: "p95 > 100000"},
		{Title: "Slow routes", Query: "q0", Show: report.ShowTable, Where: "p95 > 500 and route != '/r0'", Columns: []string{"p95", "route"}},
	}
	r.SendWhen = "q0 > 1"
	h := sim.NewHarness(t, r)
	h.Script = routes(1500)
	h.Start()
	h.Quiesce()
	d := documentOf(t, h, runID)
	want := map[string]string{"q0~0": "4500", "q0~1": "450", "q0~2": "0"}
	for _, v := range d.Views[:3] {
		if got, _ := v.Rows[0].Get("calls"); got != want[v.ID] {
			t.Errorf("%s is %s, want %s", v.ID, got, want[v.ID])
		}
	}
	slow := d.Query("q0~3")
	if slow.RowCount != 149 || len(slow.Rows) != 149 || fmt.Sprint(slow.Rows[0]) != "[{p95 610} {route /r10}]" {
		t.Errorf("%d slow routes, %d shown, the first: %v", slow.RowCount, len(slow.Rows), slow.Rows[0])
	}
	text := h.Sender.Got[0].Message.Text
	for _, line := range []string{"  Calls           4,500", "  Slow calls        450", "  None                0", "… 49 more rows"} {
		if !strings.Contains(text, line) {
			t.Errorf("the report does not say %q:\n%s", line, text[:400])
		}
	}
	if strings.Contains(text, "q0  ") || strings.Contains(text, "1 of 1 query failed") {
		t.Errorf("the query itself is shown:\n%s", text[:400])
	}
}

// A view is compared with the same view of the edition before, and fails with its query.
func TestReporter_Report_views_compared(t *testing.T) {
	t.Parallel()
	r := aDaily()
	r.Sections = []report.Section{
		{Title: "Calls", Query: "q0", Show: report.ShowNumber, Sum: "calls"}, {Title: "Slow", Query: "q0", Show: report.ShowNumber, Sum: "calls", Where: "p95 > 500"},
	}
	h := sim.NewHarness(t, r)
	for day, n := range []int{20, 30} {
		h.Clock.Advance(max(0, sim.Due.Add(time.Duration(day)*aDay).Sub(h.Clock.Now())))
		h.Script = routes(n)
		if _, err := h.Process().Dispatcher().Start(t.Context(), sim.ReportName, sim.Due.Add(time.Duration(day)*aDay), ""); err != nil {
			t.Fatal(err)
		}
		h.Quiesce()
	}
	text := strings.ReplaceAll(h.Sender.Got[1].Message.Text, "\u00a0", " ")
	for _, line := range []string{"  Calls      90  ▲ 30 (+50%)", "  Slow        9  ▲ 3 (+50%)"} {
		if !strings.Contains(text, line) {
			t.Errorf("the second edition does not say %q:\n%s", line, text)
		}
	}
	failing := fanlight.NewRunID(sim.ReportName, sim.Due.Add(2*aDay), "")
	h.Clock.Advance(aDay)
	h.Script = func(sim.Query) logs.Execution { return sim.Ends(types.QueryStatusFailed) }
	if _, err := h.Process().Dispatcher().Start(t.Context(), sim.ReportName, failing.Scheduled(), ""); err != nil {
		t.Fatal(err)
	}
	h.Quiesce()
	if text := h.Sender.Got[2].Message.Text; strings.Count(text, "failed") != 4 { // in the first line, both sections and the footer
		t.Errorf("an edition whose query failed:\n%s", text)
	}
}
