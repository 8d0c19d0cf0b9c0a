package config

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/lambdacontext"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/logfile"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/sim"
)

func TestLogHandler(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	log := slog.New(logHandler(&out, slog.LevelInfo)).With("actor", "worker")
	ctx := lambdacontext.NewContext(t.Context(), &lambdacontext.LambdaContext{AwsRequestID: "request-1"})
	log.InfoContext(ctx, "query settled", "tries", 2)
	log.DebugContext(ctx, "query started")
	var record map[string]any
	if err := json.Unmarshal(out.Bytes(), &record); err != nil {
		t.Fatalf("%q: %v", out.String(), err)
	}
	delete(record, "timestamp")
	want := map[string]any{"level": "INFO", "message": "query settled", "actor": "worker", "tries": 2.0, "requestId": "request-1"}
	for key := range want {
		if record[key] != want[key] {
			t.Errorf("%s is %v, want %v", key, record[key], want[key])
		}
	}
	if len(record) != len(want) {
		t.Errorf("record %v, want %v", record, want)
	}
}

func TestSettings(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	environment := map[string]string{"FANLIGHT_TABLE": "t", "FANLIGHT_TELEGRAM_TOKEN": "hidden", "AWS_SESSION_TOKEN": "hidden", "PATH": "hidden"}
	slog.New(logHandler(&out, slog.LevelInfo)).Info("function started", settings(func(name string) string { return environment[name] })...)
	if got := out.String(); !strings.Contains(got, `"FANLIGHT_TABLE":"t"`) || strings.Contains(got, "hidden") {
		t.Error(got)
	}
}

// TestLogHandler_follows_a_run runs the queries of docs/operations.md over the
// records of a run whose worker and reporter were killed, and compares what they
// count with what happened.
func TestLogHandler_follows_a_run(t *testing.T) {
	t.Parallel()
	h, lines := killedTwice(t)
	run := h.Run(sim.RunID)
	if run.State != fanlight.Sent {
		t.Fatalf("the run is %s", run.State)
	}
	claim, err := h.Ledger().Claim(t.Context(), run)
	if err != nil {
		t.Fatal(err)
	}
	counted := map[string]int{}
	for _, row := range answer(t, lines, 1) {
		n, err := strconv.Atoi(row["records"])
		if err != nil {
			t.Fatal(err)
		}
		counted[row["message"]] += n
	}
	for message, want := range map[string]int{
		"command executed": 1, "run dispatched": 1,
		"query started": len(h.Started()), "query settled": run.Total,
		"report message sent": len(h.ReportSent), "claim taken": claim.Tries,
		"report rendered": 1, "delivery tried": h.Sender.Tries("chat") + h.Sender.Tries("mail"),
		"claim released": 1, "round ended": 1,
	} {
		if want == 0 || counted[message] != want {
			t.Errorf("%q: %d records, %d happened", message, counted[message], want)
		}
	}
	actors := map[string]bool{}
	for _, row := range answer(t, lines, 0) {
		actors[row["actor"]] = true
		if row["epoch"] != "1" || row["@timestamp"] == "" {
			t.Errorf("record %v", row)
		}
	}
	for _, actor := range []string{"dispatcher", "worker", "reporter", "janitor"} {
		if !actors[actor] {
			t.Errorf("no record of the %s", actor)
		}
	}
	for _, secret := range []string{claim.Owner, "calls", "is_group"} {
		if strings.Contains(lines, secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
}

// killedTwice returns a run of three queries after its end, and its log. A worker
// is killed after it put its starts on record, and a reporter before it recorded
// a delivery; one query fails once, and one destination refuses once.
func killedTwice(t *testing.T) (h *sim.Harness, lines string) {
	t.Helper()
	var out bytes.Buffer
	h = sim.NewHarness(t, sim.Report(3, "chat", "mail"))
	h.Log = logHandler(&out, slog.LevelDebug)
	h.Script = func(q sim.Query) logs.Execution {
		if q.Index == 1 && q.Start == 1 {
			return sim.Ends(types.QueryStatusFailed)
		}
		return sim.Answers(q)
	}
	h.Sender.Answer = func(to string, try int) error {
		if to == "mail" && try == 1 {
			return errors.New("busy")
		}
		return nil
	}
	if _, err := h.Process().Dispatcher().Execute(t.Context(), fanlight.Command{Report: sim.ReportName, ScheduledTime: sim.Due}); err != nil {
		t.Fatal(err)
	}
	h.Work(killedAt("GetQueryResults", h), worker.Settings{})
	h.Clock.Advance(20 * time.Minute)
	h.Work(h.Process(), worker.Settings{})
	h.Publish(killedAfter("Deliver", h))
	h.SweepFor(20 * time.Minute)
	h.Quiesce()
	return h, out.String()
}

// killedAt returns a process that dies before its first call of an operation.
func killedAt(op string, h *sim.Harness) *sim.Process {
	return h.Process().With(func(c sim.Call) sim.Fault {
		if c.Op == op {
			return sim.CrashBefore
		}
		return sim.NoFault
	})
}

// killedAfter returns a process that dies before the first call that follows one
// of an operation.
func killedAfter(op string, h *sim.Harness) *sim.Process {
	p := h.Process()
	return p.With(func(c sim.Call) sim.Fault {
		if c.Op != op && p.Count(op) > 0 {
			return sim.CrashBefore
		}
		return sim.NoFault
	})
}

// answer runs a query of the page's section on logs over the lines.
func answer(t *testing.T, lines string, query int) (rows []map[string]string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "functions.log")
	if err := os.WriteFile(file, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	set, err := logfile.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	compiled, err := cwli.Compile(queries(t)[query])
	if err != nil {
		t.Fatal(err)
	}
	execution := compiled.Execution(cwli.Options{})
	if err := set.Each(context.Background(), "", func(e *cwli.Event) error { return execution.Add(e) }); err != nil {
		t.Fatal(err)
	}
	result, err := execution.Result(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range result.Rows {
		fields := map[string]string{}
		for _, f := range row {
			fields[f.Name] = f.Value
		}
		rows = append(rows, fields)
	}
	return rows
}

// queries returns the queries of the page's section on logs.
func queries(t *testing.T) (all []string) {
	t.Helper()
	page, err := os.ReadFile("../../../docs/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(page), "\n## Logs\n")
	section, _, _ = strings.Cut(section, "\n## ")
	for i, block := range strings.Split(section, "```") {
		if i%2 == 1 {
			all = append(all, block)
		}
	}
	if len(all) != 2 {
		t.Fatalf("%d queries in the section on logs", len(all))
	}
	return all
}
