package lambdaevent_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/lambdaevent"
	"github.com/fanlight/fanlight/pkg/pipeline"
	"github.com/fanlight/fanlight/pkg/pipeline/pipelinetest"
	"github.com/fanlight/fanlight/pkg/queue"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares what was got with a file of testdata.
func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", file)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

// sqsEvent is an event as Lambda delivers it: the shape of AWS's example
// (docs.aws.amazon.com/lambda/latest/dg/with-sqs.html).
func sqsEvent(t *testing.T) events.SQSEvent {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "sqs.json"))
	if err != nil {
		t.Fatal(err)
	}
	var e events.SQSEvent
	if err := json.Unmarshal(data, &e); err != nil {
		t.Fatal(err)
	}
	return e
}

func TestQueries(t *testing.T) {
	t.Parallel()
	var got []queue.Message
	handle := lambdaevent.Queries(func(_ context.Context, batch []queue.Message) ([]string, error) {
		got = batch
		return []string{batch[1].ID}, nil
	})
	response, err := handle(t.Context(), sqsEvent(t))
	if err != nil {
		t.Fatal(err)
	}
	want := []queue.Message{
		{ID: "059f36b4-87a3-44ab-83d2-661975830a7d", Receipt: "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a...",
			Body: `{"version":1,"run":"bot-usage@2026-01-02T12:30:00Z","epoch":1,"round":1}`, Receives: 1},
		{ID: "2e1424d4-f796-459a-8184-9c92662be6da", Receipt: "AQEBzWwaftRI0KuVm4tP+/7q1rGgNqicHq...", Body: `{"version":2}`, Receives: 3},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("messages (-want +got):\n%s", diff)
	}
	expectJSON(t, `{"batchItemFailures":[{"itemIdentifier":"2e1424d4-f796-459a-8184-9c92662be6da"}]}`, response)
}

// TestNoFailureIsAnEmptyList: for Lambda null is a success too, but an absent
// list is not what it documents.
func TestNoFailureIsAnEmptyList(t *testing.T) {
	t.Parallel()
	handle := lambdaevent.Queries(func(context.Context, []queue.Message) ([]string, error) { return nil, nil })
	response, err := handle(t.Context(), sqsEvent(t))
	if err != nil {
		t.Fatal(err)
	}
	expectJSON(t, `{"batchItemFailures":[]}`, response)
}

func expectJSON(t *testing.T, want string, v any) {
	t.Helper()
	got, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("answer (-want +got):\n%s", diff)
	}
}

// hider notes what was hidden.
type hider struct {
	hidden []string
	err    error
}

func (h *hider) Hide(_ context.Context, d time.Duration, receipts ...string) error {
	h.hidden = append(h.hidden, fmt.Sprint(d, " ", receipts))
	return h.err
}

func TestReports(t *testing.T) {
	t.Parallel()
	// The second message of the event is of another version: it fails by itself.
	const first, second = `{"itemIdentifier":"059f36b4-87a3-44ab-83d2-661975830a7d"}`, `{"itemIdentifier":"2e1424d4-f796-459a-8184-9c92662be6da"}`
	for _, test := range []struct {
		name   string
		wait   time.Duration
		err    error
		hide   error
		again  string
		hidden []string
		logged int
	}{
		{"done", 0, nil, nil, second, nil, 1},
		{"later", time.Minute, nil, nil, first + "," + second, []string{"1m0s [AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a...]"}, 1},
		{"later, but it cannot be hidden", time.Minute, nil, errors.New("no"), first + "," + second, []string{"1m0s [AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a...]"}, 2},
		{"failed", 0, errors.New("no ledger"), nil, first + "," + second, nil, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := &hider{err: test.hide}
			var published []pipeline.ReportMessage
			logged := 0
			handle := lambdaevent.Reports(func(_ context.Context, m pipeline.ReportMessage) (time.Duration, error) {
				published = append(published, m)
				return test.wait, test.err
			}, h, func(error) { logged++ })
			response, err := handle(t.Context(), sqsEvent(t))
			if err != nil {
				t.Fatal(err)
			}
			expectJSON(t, `{"batchItemFailures":[`+test.again+`]}`, response)
			if diff := cmp.Diff([]pipeline.ReportMessage{{Version: 1, Run: pipelinetest.RunID, Epoch: 1, Round: 1}}, published); diff != "" {
				t.Errorf("published (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.hidden, h.hidden); diff != "" || logged != test.logged {
				t.Errorf("%d errors logged, want %d; hidden (-want +got):\n%s", logged, test.logged, diff)
			}
		})
	}
}

// TestCommands carries out commands in order in one world, and compares the
// answers with a golden file: each event as it arrives, and what Lambda
// returns.
func TestCommands(t *testing.T) {
	t.Parallel()
	w := pipelinetest.New(t, pipelinetest.Report(2, "chat", "mail"))
	handle := lambdaevent.Commands(w.Process().Dispatcher())
	var page bytes.Buffer
	for _, step := range []struct {
		event string
		then  func()
	}{
		// A schedule's event: Terraform writes it with EventBridge Scheduler's <aws.scheduler.scheduled-time>.
		{`{"report":"bot-usage","scheduled_time":"2026-01-02T12:30:00Z"}`, nil},
		{`{"report":"bot-usage","scheduled_time":"2026-01-02T12:30:41Z"}`, nil}, // the same edition: its minute counts
		{`{"action":"cancel","id":"c1","run":"bot-usage@2026-01-02T12:30:00Z","epoch":2}`, nil},
		{`{"action":"replay","id":"r0","run":"bot-usage@2026-01-02T12:30:00Z","epoch":1}`, w.Quiesce},
		{`{"action":"replay","id":"r1","run":"bot-usage@2026-01-02T12:30:00Z","epoch":1,"failed":true}`, nil},
		{`{"action":"replay","id":"r2","run":"bot-usage@2026-01-02T12:30:00Z","epoch":1}`, w.Quiesce},
		{`{"action":"resend","id":"s1","run":"bot-usage@2026-01-02T12:30:00Z","epoch":2,"round":1,"destinations":["mail"]}`, w.Quiesce},
		{`{"action":"resend","id":"s2","run":"bot-usage@2026-01-02T12:30:00Z","epoch":2,"round":2,"destinations":["pigeon"]}`, nil},
		{`{"action":"start","report":"bot-usage","scheduled_time":"2026-01-02T12:30:00Z","suffix":"a1b2c3"}`, nil},
		{`{"action":"cancel","id":"c2","run":"bot-usage@2026-01-02T12:30:00Z+a1b2c3","epoch":1}`, nil},
		{`{"action":"backfill","report":"bot-usage","from":"2025-12-30T00:00:00Z","to":"2026-01-01T00:00:00Z"}`, nil},
		{`{"action":"backfill","report":"bot-usage","from":"2025-12-31T00:00:00Z","to":"2026-01-02T12:30:00Z"}`, nil},
		{`{"report":"none","scheduled_time":"2026-01-02T12:30:00Z"}`, nil},
		{`{"report":"bot-usage"}`, nil},
		{`{"report":"bot-usage","scheduled_time":"2026-01-02T12:30:00Z","suffix":"x#1\n| x"}`, nil},
		{`{"action":"replay","id":"r3","run":"no run","epoch":1}`, nil},
		{`{"action":"replay","run":"bot-usage@2026-01-02T12:30:00Z","epoch":1}`, nil},
		{`{"action":"explode","id":"x","run":"bot-usage@2026-01-02T12:30:00Z","epoch":1}`, nil},
	} {
		var c lambdaevent.Command
		if err := json.Unmarshal([]byte(step.event), &c); err != nil {
			t.Fatal(err)
		}
		answer, err := handle(t.Context(), c)
		if err != nil {
			t.Fatalf("%s: %v", step.event, err)
		}
		encoded, err := json.Marshal(answer)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&page, "%s\n    %s\n", step.event, encoded)
		if step.then != nil {
			step.then()
		}
	}
	golden(t, "commands.golden", page.Bytes())
}

// TestACommandThatFailsIsAnError: Lambda repeats an asynchronous invocation.
func TestACommandThatFailsIsAnError(t *testing.T) {
	t.Parallel()
	w := pipelinetest.New(t, pipelinetest.Report(1))
	p := w.Process().With(func(c pipelinetest.Call) pipelinetest.Fault {
		if c.Op == "PutItem" {
			return pipelinetest.Fail
		}
		return pipelinetest.None
	})
	answer, err := lambdaevent.Commands(p.Dispatcher())(t.Context(), lambdaevent.Command{Report: pipelinetest.ReportName, ScheduledTime: pipelinetest.Birth})
	if err == nil || answer.Refused != "" {
		t.Errorf("answer %+v, %v", answer, err)
	}
}

func TestMetrics(t *testing.T) {
	t.Parallel()
	w := pipelinetest.New(t)
	var out bytes.Buffer
	m := lambdaevent.NewMetrics(&out, w.Clock, "fanlight")
	m.Notify(t.Context(), pipeline.Notice{Kind: pipeline.NoticeGaveUp, Run: pipelinetest.RunID, Report: pipelinetest.ReportName, Detail: "two \"destinations\"\nmissed"})
	m.Notify(t.Context(), pipeline.Notice{Kind: pipeline.NoticeBroken, Detail: "read query message: version 2, this program reads 1"})
	golden(t, "metrics.golden", out.Bytes())
}

func TestRandomDiffers(t *testing.T) {
	t.Parallel()
	var r lambdaevent.Random
	if first, second := r.Uint64(), r.Uint64(); first == second {
		t.Error("two equal draws of 64 bits")
	}
}

func TestSleepEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := (lambdaevent.Clock{}).Sleep(ctx, time.Hour); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
