package ledger_test

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
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
	if order, err := l.Order(t.Context(), d); order != nil || err != nil {
		t.Errorf("the first edition: %v, %v", order, err)
	}
	run.Definition = r
	run, _, err := l.CreateRun(t.Context(), run, d.Packed)
	if err != nil {
		t.Fatal(err)
	}
	a, b, c := fanlight.TimeClass(time.Second), fanlight.TimeClass(time.Minute), fanlight.TimeClass(2*time.Second)
	if err := l.PutTimes(t.Context(), run, []byte{a, b, c}); err != nil {
		t.Fatal(err)
	}
	expect(t, "order", []byte{a, b, c}, must[[]byte](t)(l.Order(t.Context(), d)))
	changed := r
	changed.Queries = append(r.Queries[1:2:2], r.Queries[0], sim.Report(1).Queries[0])
	expect(t, "order of a changed definition", []byte{b, a, fanlight.TimeClass(0)}, must[[]byte](t)(l.Order(t.Context(), definition(t, changed))))
	h.DynamoDB.Expire(h.Clock.Now().Add(300 * day))
	if order, err := l.Order(t.Context(), d); order != nil || err != nil {
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
	if order, err := h.Ledger().Order(t.Context(), definition(t, sim.Report(2))); order != nil || err != nil {
		t.Errorf("%v, %v", order, err)
	}
}
