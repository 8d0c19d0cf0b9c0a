package dispatcher_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/sim"
)

// progressOf returns the sort key of the progress that a call creates, or nothing.
func progressOf(c sim.Call) string {
	put, ok := c.Input.(*dynamodb.PutItemInput)
	if !ok {
		return ""
	}
	sk := put.Item["sk"].(*types.AttributeValueMemberS).Value
	if !strings.HasPrefix(sk, "PROGRESS#") {
		return ""
	}
	return sk
}

// TestDispatcher_Start_side_by_side creates the seven progress items of 100 queries
// together, then sends eight of the ten batches together, then the others.
func TestDispatcher_Start_side_by_side(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(100))
	p := h.Process()
	p.Takes = func(c sim.Call) time.Duration {
		switch {
		case progressOf(c) != "":
			return 10 * time.Millisecond
		case c.Op == "SendMessageBatch":
			return 20 * time.Millisecond
		}
		return 0
	}
	if _, err := p.Dispatcher().Start(t.Context(), sim.ReportName, sim.Due, ""); err != nil {
		t.Fatal(err)
	}
	if took := h.Clock.Now().Sub(sim.Due); took != 50*time.Millisecond {
		t.Errorf("the start took %s, want 50ms", took)
	}
	for i, m := range h.QuerySent {
		if m.Query.Index != i {
			t.Fatalf("message %d is of query %d", i, m.Query.Index)
		}
	}
	if len(h.QuerySent) != 100 || p.Count("SendMessageBatch") != 10 {
		t.Errorf("%d messages in %d batches, want 100 in 10", len(h.QuerySent), p.Count("SendMessageBatch"))
	}
}

// TestDispatcher_Start_without_progress sends no message of a shard whose progress,
// or that of a shard before it, could not be created (rule D1).
func TestDispatcher_Start_without_progress(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(100))
	p := h.Process()
	refused := errors.New("refused")
	p.Refuse = func(c sim.Call) error {
		if progressOf(c) == "PROGRESS#00002" {
			return refused
		}
		return nil
	}
	if _, err := p.Dispatcher().Start(t.Context(), sim.ReportName, sim.Due, ""); !errors.Is(err, refused) {
		t.Errorf("got %v", err)
	}
	for _, m := range h.QuerySent {
		if m.Query.Index >= 32 {
			t.Errorf("query %d was sent", m.Query.Index)
		}
	}
	h.Start()
	h.Quiesce()
	h.Check(runID)
}
