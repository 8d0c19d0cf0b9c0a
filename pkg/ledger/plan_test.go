package ledger_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/sim"
)

// queries are a plan of n queries.
func queries(n int) []fanlight.Query {
	all := make([]fanlight.Query, n)
	for i := range all {
		text := fmt.Sprintf("filter tenant = %d and status >= 500 %s | stats count(*) as calls", i, strings.Repeat("and ok = 0 ", 5))
		all[i] = fanlight.Query{Index: i, ID: fmt.Sprint("q", i), Text: text, LogGroups: []string{"/a"}, MaxRows: 100}
	}
	return all
}

func TestLedger_CreatePlan(t *testing.T) {
	t.Parallel()
	l := sim.NewHarness(t).Ledger()
	for range 2 { // it may be repeated
		if err := l.CreatePlan(t.Context(), aRun(1), queries(1)); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.CreatePlan(t.Context(), aRun(1), queries(2)); err != nil {
		t.Fatal(err)
	}
	expect(t, "plan", queries(1), must[[]fanlight.Query](t)(l.Plan(t.Context(), runID)))
}

func TestLedger_Plan(t *testing.T) {
	t.Parallel()
	expectNotFound(t, func(l *ledger.Ledger, _ fanlight.Run) error { _, err := l.Plan(t.Context(), runID); return err })
	l := sim.NewHarness(t).Ledger()
	if err := l.CreatePlan(t.Context(), aRun(1000), queries(1000)); err != nil {
		t.Fatal(err)
	}
	expect(t, "plan of a wide report", queries(1000), must[[]fanlight.Query](t)(l.Plan(t.Context(), runID)))
}

// TestLedger_KeepPlan is rule D4: an epoch that begins late has its plan for as
// long as the first one had.
func TestLedger_KeepPlan(t *testing.T) {
	t.Parallel()
	h, run := created(t, 1)
	run.Deadline = run.Deadline.Add(80 * day)
	if err := h.Ledger().KeepPlan(t.Context(), run); err != nil {
		t.Fatal(err)
	}
	h.DynamoDB.Expire(run.Deadline.Add(91*day - 1))
	if plan := must[[]fanlight.Query](t)(h.Ledger().Plan(t.Context(), runID)); len(plan) != 1 {
		t.Errorf("%d queries are left", len(plan))
	}
}
