package dispatcher_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/golden"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestDispatcher_Execute carries out commands in order in one harness, and compares the
// answers with a golden file: each event as it arrives, and what Lambda
// returns.
func TestDispatcher_Execute(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(2, "chat", "mail"))
	d := h.Process().Dispatcher()
	var page bytes.Buffer
	for _, step := range []struct {
		event string
		then  func()
	}{
		// A schedule's event: Terraform writes it with EventBridge Scheduler's <aws.scheduler.scheduled-time>.
		{`{"report":"bot-usage","scheduled_time":"2026-01-02T12:30:00Z"}`, nil},
		{`{"report":"bot-usage","scheduled_time":"2026-01-02T12:30:41Z"}`, nil}, // the same edition: its minute counts
		{`{"action":"cancel","id":"c1","run":"bot-usage@2026-01-02T12:30:00Z","epoch":2}`, nil},
		{`{"action":"replay","id":"r0","run":"bot-usage@2026-01-02T12:30:00Z","epoch":1}`, h.Quiesce},
		{`{"action":"replay","id":"r1","run":"bot-usage@2026-01-02T12:30:00Z","epoch":1,"failed":true}`, nil},
		{`{"action":"replay","id":"r2","run":"bot-usage@2026-01-02T12:30:00Z","epoch":1}`, h.Quiesce},
		{`{"action":"resend","id":"s1","run":"bot-usage@2026-01-02T12:30:00Z","epoch":2,"round":1,"destinations":["mail"]}`, h.Quiesce},
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
		var c fanlight.Command
		if err := json.Unmarshal([]byte(step.event), &c); err != nil {
			t.Fatal(err)
		}
		answer, err := d.Execute(t.Context(), c)
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
	golden.Compare(t, "testdata/commands.golden", page.String())
}

// TestDispatcher_Execute_failure: Lambda repeats an asynchronous invocation.
func TestDispatcher_Execute_failure(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(1))
	p := h.Process().With(func(c sim.Call) sim.Fault {
		if c.Op == "PutItem" {
			return sim.ServerError
		}
		return sim.NoFault
	})
	answer, err := p.Dispatcher().Execute(t.Context(), fanlight.Command{Report: sim.ReportName, ScheduledTime: sim.Due})
	if err == nil || answer.Refused != "" {
		t.Errorf("answer %+v, %v", answer, err)
	}
}
