package ledger_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

// texts are n different queries.
func texts(n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprintf("filter tenant = %d and status >= 500 %s | stats count(*) as calls", i, strings.Repeat("and ok = 0 ", 5))
	}
	return all
}

// packedOf returns the stored form of a report.
func packedOf(t *testing.T, r report.Report) report.Packed { return must[report.Packed](t)(r.Pack()) }

// TestLedger_KeepFrozen is rule E4: an epoch that begins late has its definition and
// its order for as long as the first one had.
func TestLedger_KeepFrozen(t *testing.T) {
	t.Parallel()
	h, run := sim.NewHarness(t), aRun(2)
	run.OrderID, run.Order = "abc", []byte{3, 7}
	run, _, err := createRun(t, h.Ledger(), run, packedOf(t, run.Definition))
	if err != nil {
		t.Fatal(err)
	}
	later := run
	later.Deadline = run.Deadline.Add(200 * day)
	if err := h.Ledger().KeepFrozen(t.Context(), later); err != nil {
		t.Fatal(err)
	}
	h.DynamoDB.Expire(later.Deadline.Add(91*day - 1))
	expect(t, "the run at last", run, h.Run(runID))
	h.DynamoDB.Expire(later.Deadline.Add(200 * day))
	if _, err := h.Ledger().Run(t.Context(), runID); !errors.Is(err, ledger.ErrNoDefinition) {
		t.Errorf("without its definition the run is read with %v", err)
	}
	if err := h.Ledger().KeepFrozen(t.Context(), run); !errors.Is(err, ledger.ErrNoDefinition) {
		t.Errorf("what has expired is kept: %v", err)
	}
}

// TestLedger_Freeze writes a definition once.
func TestLedger_Freeze(t *testing.T) {
	t.Parallel()
	h, run := sim.NewHarness(t), aRun(2)
	packed := packedOf(t, run.Definition)
	for n, want := range []int{len(packed.Chunks), 0} {
		p := h.Process()
		if err := p.Stack.Ledger().Freeze(t.Context(), run, packed); err != nil || p.Count("PutItem") != want {
			t.Errorf("time %d: %d writes, %v, want %d", n+1, p.Count("PutItem"), err, want)
		}
	}
}

// TestLedger_CreateRun_renews_the_definition holds that a report that runs every day
// writes its definition once in a retention, and that each of its runs has it for
// as long as it needs it.
func TestLedger_CreateRun_renews_the_definition(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(1))
	written := 0
	for n := range 300 {
		h.DynamoDB.Expire(h.Clock.Now())
		p := h.Process()
		if _, err := p.Dispatcher().Start(t.Context(), sim.ReportName, h.Clock.Now(), ""); err != nil {
			t.Fatal(err)
		}
		for _, c := range p.Calls {
			if put, ok := c.Input.(*dynamodb.PutItemInput); ok && strings.HasPrefix(put.Item["pk"].(*types.AttributeValueMemberS).Value, "DEFINITION#") {
				written++
			}
		}
		for _, back := range []int{0, min(n, 45), min(n, 90)} {
			id := fanlight.NewRunID(sim.ReportName, h.Clock.Now().Add(-time.Duration(back)*day), "")
			if _, err := h.Ledger().Run(t.Context(), id); err != nil {
				t.Fatalf("on day %d, of %d days ago: %v", n, back, err)
			}
		}
		h.Clock.Advance(day)
	}
	if written != 4 {
		t.Errorf("the definition was written %d times in 300 days, want 4", written)
	}
}
