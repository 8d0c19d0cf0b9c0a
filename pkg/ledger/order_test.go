package ledger_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestLedger_Order orders the queries of a report by the times of its last edition,
// also if its definition has changed since.
func TestLedger_Order(t *testing.T) {
	t.Parallel()
	h, r := sim.NewHarness(t), sim.Report(3)
	for i, text := range texts(3) {
		r.Queries[i].Text = text
	}
	l, run := h.Ledger(), aRun(3)
	d := definition(t, r)
	if order, err := orderOf(t, l, d); order != nil || err != nil {
		t.Errorf("the first edition: %v, %v", order, err)
	}
	run.Definition = r
	run, _, err := createRun(t, l, run, d.Packed)
	if err != nil {
		t.Fatal(err)
	}
	a, b, c := fanlight.TimeClass(time.Second), fanlight.TimeClass(time.Minute), fanlight.TimeClass(2*time.Second)
	if err := l.PutTimes(t.Context(), run, []byte{a, b, c}); err != nil {
		t.Fatal(err)
	}
	expect(t, "order", []byte{a, b, c}, must[[]byte](t)(orderOf(t, l, d)))
	changed := r
	changed.Queries = append(r.Queries[1:2:2], r.Queries[0], sim.Report(1).Queries[0])
	expect(t, "order of a changed definition", []byte{b, a, fanlight.TimeClass(0)}, must[[]byte](t)(orderOf(t, l, definition(t, changed))))
	h.DynamoDB.Expire(h.Clock.Now().Add(300 * day))
	if order, err := orderOf(t, l, d); order != nil || err != nil {
		t.Errorf("when the times have expired: %v, %v", order, err)
	}
}

// TestLedger_PutTimes_expired leaves times of a definition that is there no more.
func TestLedger_PutTimes_expired(t *testing.T) {
	t.Parallel()
	h, run := sim.NewHarness(t), aRun(2)
	run.Digest = "gone"
	if err := h.Ledger().PutTimes(t.Context(), run, []byte{1, 9}); err != nil {
		t.Fatal(err)
	}
	if order, err := orderOf(t, h.Ledger(), definition(t, sim.Report(2))); order != nil || err != nil {
		t.Errorf("%v, %v", order, err)
	}
}

// TestLedger_Times reads the times of one report only.
func TestLedger_Times(t *testing.T) {
	t.Parallel()
	l, run := sim.NewHarness(t).Ledger(), aRun(1)
	run.Digest = "digest"
	if err := l.PutTimes(t.Context(), run, []byte{5}); err != nil {
		t.Fatal(err)
	}
	none := ledger.Times{}
	if times := must[ledger.Times](t)(l.Times(t.Context(), "another")); !reflect.DeepEqual(times, none) {
		t.Errorf("another report's: %+v", times)
	}
	if times := must[ledger.Times](t)(l.Times(t.Context(), run.ID.Report())); reflect.DeepEqual(times, none) {
		t.Error("the report's own are not there")
	}
}

// TestLedger_FreezeOrder writes an order if there is one.
func TestLedger_FreezeOrder(t *testing.T) {
	t.Parallel()
	for order, want := range map[string]int{"": 0, "abc": 1} {
		h, run := sim.NewHarness(t), aRun(2)
		run.OrderID, run.Order = order, []byte{3, 7}
		p := h.Process()
		if err := p.Stack.Ledger().FreezeOrder(t.Context(), run); err != nil || p.Count("PutItem") != want {
			t.Errorf("order %q: %d writes, %v, want %d", order, p.Count("PutItem"), err, want)
		}
	}
}
