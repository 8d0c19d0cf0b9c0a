package ledger_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/sim"
)

func TestLedger_Deliveries(t *testing.T) {
	t.Parallel()
	h, run := created(t, 1)
	d := fanlight.Delivery{Name: "chat", State: fanlight.DeliverySent, Fence: 2, Tries: 3, Parts: 4, Total: 6, Doubt: 3, Unknown: true, Permanent: true, Receipt: "r", Error: "e"}
	if _, ok, err := h.Ledger().SetDelivery(t.Context(), run, fanlight.Delivery{}, d); !ok || err != nil {
		t.Fatal(ok, err)
	}
	expect(t, "records", map[string]fanlight.Delivery{"chat": d}, must[map[string]fanlight.Delivery](t)(h.Ledger().Deliveries(t.Context(), run)))
	run.Round = 2
	if records := must[map[string]fanlight.Delivery](t)(h.Ledger().Deliveries(t.Context(), run)); len(records) != 0 {
		t.Errorf("another round has records: %+v", records)
	}
}

func TestLedger_SetDelivery(t *testing.T) {
	t.Parallel()
	conditional{
		write: func(t *testing.T, l *ledger.Ledger, run fanlight.Run) (bool, error) {
			_, ok, err := l.SetDelivery(t.Context(), run, fanlight.Delivery{}, fanlight.Delivery{Name: "chat", State: fanlight.DeliverySending, Fence: 1, Tries: 1})
			return ok, err
		},
		other: func(t *testing.T, h *sim.Harness) {
			seen := fanlight.Delivery{Name: "chat", State: fanlight.DeliverySending, Fence: 2, Tries: 1}
			if _, ok, err := h.Ledger().SetDelivery(t.Context(), h.Run(runID), fanlight.Delivery{}, seen); !ok || err != nil {
				t.Fatal(ok, err)
			}
		},
	}.test(t)
}

// TestLedger_SetDelivery_as_seen replaces a record only as it was seen.
func TestLedger_SetDelivery_as_seen(t *testing.T) {
	t.Parallel()
	h, run := created(t, 1)
	sending := fanlight.Delivery{Name: "chat", State: fanlight.DeliverySending, Fence: 1, Tries: 1}
	sent := sending
	sent.State, sent.Receipt = fanlight.DeliverySent, "r"
	for _, step := range []struct {
		name       string
		seen, next fanlight.Delivery
		ok         bool
		stored     fanlight.Delivery
	}{
		{"before there is one", sending, sent, false, sending},
		{"the first", fanlight.Delivery{}, sending, true, sending},
		{"a second first", fanlight.Delivery{}, sent, false, sending},
		{"another fence was seen", fanlight.Delivery{Name: "chat", State: fanlight.DeliverySending, Fence: 2, Tries: 1}, sent, false, sending},
		{"as seen", sending, sent, true, sent},
		{"no longer as seen", sending, fanlight.Delivery{Name: "chat", State: fanlight.DeliveryFailed, Fence: 1, Tries: 1}, false, sent},
	} {
		got, ok, err := h.Ledger().SetDelivery(t.Context(), run, step.seen, step.next)
		if err != nil || ok != step.ok {
			t.Errorf("%s: %v, %v", step.name, ok, err)
		}
		expect(t, step.name, step.stored, got)
	}
}
