package stack_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/sim"
)

// reading is what becomes of a recorded table with the present code: an operator
// may give a command, and the actors work until the run has ended.
type reading struct {
	table   string
	command fanlight.Command
	state   fanlight.State
	epoch   int
	round   int
	started int  // queries that the present code starts at Logs Insights; -1: any number
	reports int  // that each of the destinations gets at least
	failed  bool // query 1 counts as failed
}

func onRun(a fanlight.Action, epoch, round int) fanlight.Command {
	return fanlight.Command{Action: a, ID: "later", Run: sim.RunID, Epoch: epoch, Round: round}
}

func failedOnly(c fanlight.Command) fanlight.Command {
	c.Failed = true
	return c
}

var readings = []reading{
	{table: "created", state: fanlight.Sent, epoch: 1, round: 1, started: -1, reports: 1, failed: true},
	{table: "dispatching", state: fanlight.Sent, epoch: 1, round: 1, started: -1, reports: 1, failed: true},
	{table: "running", state: fanlight.Sent, epoch: 1, round: 1, started: -1, reports: 1, failed: true},
	{table: "half-settled", state: fanlight.Sent, epoch: 1, round: 1, started: -1, reports: 1, failed: true},
	{table: "reporting", state: fanlight.PartlySent, epoch: 1, round: 1, reports: 0, failed: true}, // one was sent, of the other nothing is known
	{table: "released", state: fanlight.PartlySent, epoch: 1, round: 1, reports: 0, failed: true},
	{table: "cancelling", state: fanlight.Cancelled, epoch: 1, round: 1},
	{table: "replaying", state: fanlight.Sent, epoch: 2, round: 1, started: 1, reports: 1},
	{table: "replaying-all", state: fanlight.Sent, epoch: 2, round: 1, started: -1, reports: 1},
	{table: "inherited", state: fanlight.Sent, epoch: 2, round: 1, started: 1, reports: 1},
	{table: "resending", state: fanlight.Sent, epoch: 1, round: 2, failed: true},

	{table: "ended", command: onRun(fanlight.ActionReplay, 1, 1), state: fanlight.Sent, epoch: 2, round: 1, started: 17, reports: 1},
	{table: "ended", command: failedOnly(onRun(fanlight.ActionReplay, 1, 1)), state: fanlight.Sent, epoch: 2, round: 1, started: 1, reports: 1},
	{table: "ended", command: onRun(fanlight.ActionResend, 1, 1), state: fanlight.Sent, epoch: 1, round: 2, reports: 1, failed: true},
	{table: "resent", command: onRun(fanlight.ActionResend, 1, 2), state: fanlight.Sent, epoch: 1, round: 3, reports: 1, failed: true},
	{table: "partly-sent", command: onRun(fanlight.ActionResend, 1, 1), state: fanlight.Sent, epoch: 1, round: 2, reports: 1, failed: true},
	{table: "replayed", command: onRun(fanlight.ActionReplay, 2, 1), state: fanlight.Sent, epoch: 3, round: 1, started: 17, reports: 1},
	{table: "cancelled", command: onRun(fanlight.ActionReplay, 1, 1), state: fanlight.Sent, epoch: 2, round: 1, started: 17, reports: 1},
	{table: "created", command: onRun(fanlight.ActionCancel, 1, 0), state: fanlight.Cancelled, epoch: 1, round: 1},
	{table: "dispatching", command: onRun(fanlight.ActionCancel, 1, 0), state: fanlight.Cancelled, epoch: 1, round: 1},
	{table: "running", command: onRun(fanlight.ActionCancel, 1, 0), state: fanlight.Cancelled, epoch: 1, round: 1},
	{table: "half-settled", command: onRun(fanlight.ActionCancel, 1, 0), state: fanlight.Cancelled, epoch: 1, round: 1},
	{table: "replaying", command: onRun(fanlight.ActionCancel, 2, 0), state: fanlight.Cancelled, epoch: 2, round: 1},
}

// TestStack_reads_layouts brings what earlier versions stored to its right end,
// for every recorded layout.
func TestStack_reads_layouts(t *testing.T) {
	t.Parallel()
	folders, err := filepath.Glob("testdata/layout-*")
	if err != nil || len(folders) == 0 {
		t.Fatalf("find the recorded layouts: %v, %v", folders, err)
	}
	for _, folder := range folders {
		for _, r := range readings {
			name := fmt.Sprintf("%s/%s %s failed=%t", filepath.Base(folder), r.table, r.command.Action, r.command.Failed)
			t.Run(name, func(t *testing.T) { r.check(t, folder) })
		}
	}
}

func (r reading) check(t *testing.T, folder string) {
	h, before := load(t, filepath.Join(folder, "tables", r.table+".json"))
	if r.command.Action != "" {
		answer, err := h.Process().Dispatcher().Execute(t.Context(), r.command)
		if err != nil || answer.Refused != "" {
			t.Fatalf("%s: %+v, %v", r.command.Action, answer, err)
		}
	}
	h.SweepFor(2 * time.Hour)
	run := h.Run(sim.RunID)
	if run.State != r.state || run.Open || run.Epoch != r.epoch || run.Round != r.round {
		t.Errorf("the run ended as %s (open %t) at epoch %d, round %d, want %s, %d, %d", run.State, run.Open, run.Epoch, run.Round, r.state, r.epoch, r.round)
	}
	h.Check(sim.RunID)
	if started := len(h.Started()) - before; r.started >= 0 && started != r.started && r.state != fanlight.Cancelled {
		t.Errorf("%d queries were started, want %d", started, r.started)
	}
	for _, name := range []string{"chat", "mail"} {
		if got := len(h.Sender.To(name)); got < r.reports {
			t.Errorf("%s got %d reports, want %d", name, got, r.reports)
		}
	}
	if r.state != fanlight.Cancelled {
		r.checkNumbers(t, h, run)
	}
}

// checkNumbers holds that the document shows the right number of each query.
func (r reading) checkNumbers(t *testing.T, h *sim.Harness, run fanlight.Run) {
	rendered, err := h.Ledger().Document(t.Context(), run)
	if err != nil || len(rendered.Document.Queries) != 17 || len(rendered.Messages) != 2 {
		t.Fatalf("%d queries and %d messages are rendered: %v", len(rendered.Document.Queries), len(rendered.Messages), err)
	}
	for i, q := range rendered.Document.Queries {
		if r.failed && i == 1 {
			if q.State.Good() {
				t.Errorf("query 1 is %s, want a failure", q.State)
			}
			continue
		}
		want := strconv.Itoa(i)
		if q.ID != "q"+want || q.State != fanlight.OK || len(q.Rows) != 1 || q.Rows[0][0].Value != want {
			t.Errorf("query %d: %+v", i, q)
		}
	}
}

// load puts a recorded table, its messages and its queries into a new deployment,
// and returns the number of the queries.
func load(t *testing.T, path string) (*sim.Harness, int) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var s snapshot
	if err := json.Unmarshal(data, &s); err != nil {
		t.Fatal(err)
	}
	h := sim.NewHarness(t)
	for range 100 { // the n-th process draws the same tokens in each harness: these were recorded
		h.Process()
	}
	h.Script = failsOnce
	h.Clock.Advance(s.At.Sub(h.Clock.Now()))
	for _, it := range s.Items {
		if _, err := h.DynamoDB.PutItem(t.Context(), &dynamodb.PutItemInput{TableName: &h.Names.Table, Item: it}); err != nil {
			t.Fatal(err)
		}
	}
	for _, q := range s.Started {
		if _, err := h.Logs.StartQuery(t.Context(), &cloudwatchlogs.StartQueryInput{
			QueryString: &q.Text, LogGroupNames: q.LogGroups, StartTime: &q.Start, EndTime: &q.End,
		}); err != nil {
			t.Fatal(err)
		}
	}
	if err := h.QueryQueue().Send(t.Context(), sim.ReportName, s.Queries...); err != nil {
		t.Fatal(err)
	}
	if err := h.ReportQueue().Send(t.Context(), sim.ReportName, s.Reports...); err != nil {
		t.Fatal(err)
	}
	return h, len(s.Started)
}

// TestStack_reads_messages holds that every recorded message and command is read.
func TestStack_reads_messages(t *testing.T) {
	t.Parallel()
	for line := range recordedLines(t, "messages/query.json") {
		if m, err := fanlight.ParseQueryMessage(line); err != nil || m.Run != sim.RunID || m.Query.Text == "" || len(m.Query.LogGroups) != 1 {
			t.Errorf("%s: %+v, %v", line, m, err)
		}
	}
	for line := range recordedLines(t, "messages/report.json") {
		if m, err := fanlight.ParseReportMessage(line); err != nil || m.Run != sim.RunID || m.Round < 1 {
			t.Errorf("%s: %+v, %v", line, m, err)
		}
	}
	paths, err := filepath.Glob("testdata/layout-*/commands/*.json")
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		var c fanlight.Command
		data, err := os.ReadFile(path)
		if err == nil {
			err = json.Unmarshal(data, &c)
		}
		if err != nil || c.Report == "" && c.CheckRun() != nil {
			t.Errorf("%s: %+v, %v", path, c, err)
		}
	}
}

// recordedLines yields the lines of a file in every recorded layout.
func recordedLines(t *testing.T, name string) func(func(string) bool) {
	t.Helper()
	paths, err := filepath.Glob("testdata/layout-*/" + name)
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	return func(yield func(string) bool) {
		for _, path := range paths {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(string(data)) {
				if !yield(strings.TrimSpace(line)) {
					return
				}
			}
		}
	}
}
