package reporter_test

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	ddb "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

const aDay = 24 * time.Hour

// aDaily is a report of one number that is compared with the day before.
func aDaily() report.Report {
	r := sim.Report(1)
	r.Compare = report.ComparePrevious
	return r
}

// finding is the script of queries that find one row with a number.
func finding(calls string) func(sim.Query) logs.Execution {
	return func(sim.Query) logs.Execution {
		row := []types.ResultField{{Field: aws.String("calls"), Value: &calls}}
		return logs.Execution{Run: time.Second, Outcome: logs.Outcome{Rows: [][]types.ResultField{row}}}
	}
}

// ofFigures reports whether a call reads or writes figures.
func ofFigures(in any) bool {
	var pk ddb.AttributeValue
	switch in := in.(type) {
	case *dynamodb.PutItemInput:
		pk = in.Item["pk"]
	case *dynamodb.QueryInput:
		pk = in.ExpressionAttributeValues[":pk"]
	}
	s, ok := pk.(*ddb.AttributeValueMemberS)
	return ok && strings.HasPrefix(s.Value, "FIGURES#")
}

// editionOf runs the edition that is due so many days after Due, and returns its document.
func editionOf(t *testing.T, h *sim.Harness, days int, calls string) fanlight.Document {
	t.Helper()
	due := sim.Due.Add(time.Duration(days) * aDay)
	if wait := due.Sub(h.Clock.Now()); wait > 0 {
		h.Clock.Advance(wait)
	}
	h.Script = finding(calls)
	run, err := h.Process().Dispatcher().Start(t.Context(), sim.ReportName, due, "")
	if err != nil {
		t.Fatal(err)
	}
	h.Quiesce()
	return documentOf(t, h, run.ID)
}

func documentOf(t *testing.T, h *sim.Harness, id fanlight.RunID) fanlight.Document {
	t.Helper()
	rendered, err := h.Ledger().Document(t.Context(), h.Run(id))
	if err != nil {
		t.Fatal(err)
	}
	return rendered.Document
}

// expectBefore asserts what the document's number is compared with.
func expectBefore(t *testing.T, d fanlight.Document, want float64, why fanlight.Missing) {
	t.Helper()
	if got, missing := d.NumberBefore(d.Sections[0]); got != want || missing != why {
		t.Errorf("%s is compared with %v, %q, want %v, %q", d.Run, got, missing, want, why)
	}
}

func TestReporter_Report_compares(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, aDaily())
	expectBefore(t, editionOf(t, h, 0, "10"), 0, fanlight.NoEdition)
	expectBefore(t, editionOf(t, h, 1, "12"), 10, "")
	d := editionOf(t, h, 3, "15") // no edition of the day before
	expectBefore(t, d, 0, fanlight.NoEdition)
	if len(d.Past) != 2 || d.Past[0].Queries[0].Numbers[0].Value != 12 {
		t.Errorf("editions before: %+v, want two, the newest with 12", d.Past)
	}
	changed := aDaily()
	changed.Queries[0].Text = "stats count(*) as calls"
	h.Deploy(changed)
	expectBefore(t, editionOf(t, h, 4, "15"), 0, fanlight.OtherQuery)
}

func TestReporter_Report_compares_again_after_a_replay(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, aDaily())
	first := editionOf(t, h, 0, "10")
	h.Script = finding("11")
	if _, err := h.Process().Dispatcher().Replay(t.Context(), fanlight.Command{Run: first.Run, ID: "r", Epoch: 1}); err != nil {
		t.Fatal(err)
	}
	h.Quiesce()
	expectBefore(t, editionOf(t, h, 1, "12"), 11, "")
}

func TestReporter_Report_compares_with_the_schedule_only(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		start func(t *testing.T, p *sim.Process)
		why   fanlight.Missing
	}{
		"a manual start": {func(t *testing.T, p *sim.Process) {
			t.Helper()
			if _, err := p.Dispatcher().Start(t.Context(), sim.ReportName, sim.Due.Add(-aDay), "abcdef"); err != nil {
				t.Fatal(err)
			}
		}, fanlight.NoEdition},
		"a backfill": {func(t *testing.T, p *sim.Process) {
			t.Helper()
			if _, err := p.Dispatcher().Backfill(t.Context(), fanlight.Command{Report: sim.ReportName, From: sim.Due.Add(-aDay), To: sim.Due.Add(-aDay)}); err != nil {
				t.Fatal(err)
			}
		}, fanlight.NoEdition},
		"a backfill that fills the past": {func(t *testing.T, p *sim.Process) {
			t.Helper()
			if _, err := p.Dispatcher().Backfill(t.Context(), fanlight.Command{Report: sim.ReportName, From: sim.Due.Add(-aDay), To: sim.Due.Add(-aDay), Fill: true}); err != nil {
				t.Fatal(err)
			}
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := sim.NewHarness(t, aDaily())
			h.Script = finding("7")
			c.start(t, h.Process())
			h.Quiesce()
			want := 0.0
			if c.why == "" {
				want = 7
			}
			expectBefore(t, editionOf(t, h, 0, "9"), want, c.why)
		})
	}
}

// A year later everything but figures has expired.
func TestReporter_Report_compares_with_a_year_ago(t *testing.T) {
	t.Parallel()
	r := aDaily()
	r.Compare = "365"
	h := sim.NewHarness(t, r)
	editionOf(t, h, 0, "10")
	for day := range 14 {
		editionOf(t, h, 350+day, "20")
	}
	expectBefore(t, editionOf(t, h, 365, "30"), 10, "")
}

// Without figures the report goes out and says so.
func TestReporter_Report_figures_unread(t *testing.T) {
	t.Parallel()
	for _, on := range []string{"Query", "PutItem"} {
		h := sim.NewHarness(t, aDaily())
		editionOf(t, h, 0, "10")
		due := sim.Due.Add(aDay)
		h.Clock.Advance(due.Sub(h.Clock.Now()))
		h.Script = finding("12")
		run, err := h.Process().Dispatcher().Start(t.Context(), sim.ReportName, due, "")
		if err != nil {
			t.Fatal(err)
		}
		for h.Work(h.Process(), worker.Settings{}) > 0 {
			continue
		}
		p := h.Process().With(func(c sim.Call) sim.Fault {
			if c.Op == on && ofFigures(c.Input) {
				return sim.ServerError
			}
			return sim.NoFault
		})
		h.Publish(p)
		h.Quiesce()
		d := documentOf(t, h, run.ID)
		if on == "Query" {
			expectBefore(t, d, 0, fanlight.FiguresUnread)
		} else {
			expectBefore(t, d, 10, "")
		}
		if got := len(h.Sender.To("chat")); got != 2 {
			t.Errorf("%s fails: %d reports arrived, want 2", on, got)
		}
	}
}

func TestReporter_Report_new_patterns(t *testing.T) {
	t.Parallel()
	r := aDaily()
	r.Queries[0].Text = "pattern @message"
	r.Sections = []report.Section{{Title: "New", Query: "q0", Show: report.ShowPatterns, Value: "calls"}}
	h := sim.NewHarness(t, r)
	editionOf(t, h, 0, "timeout after <*>")
	editionOf(t, h, 1, "refused by <*>")
	text := h.Sender.Got[1].Message.Text
	for _, want := range []string{"NEW         1 error pattern in 1 event; 1 is gone.", "1 new, 1 gone", "   1  refused by […]", "gone  timeout after […]"} {
		if !strings.Contains(text, want) {
			t.Errorf("the second edition does not say %q:\n%s", want, text)
		}
	}
}
