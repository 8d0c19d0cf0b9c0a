package ledger_test

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// TestLedger_Rounds reads the records of ten rounds, and when each was written last.
func TestLedger_Rounds(t *testing.T) {
	t.Parallel()
	h, run := created(t, 1)
	var want []ledger.RoundDelivery
	for round := range 10 {
		run.Round = round + 1
		h.Clock.Advance(time.Minute)
		recorded(t, h, run, fanlight.Delivery{State: fanlight.DeliveryFailed, Error: "busy"})
		want = append(want, ledger.RoundDelivery{
			Delivery: fanlight.Delivery{Name: "chat", State: fanlight.DeliveryFailed, Error: "busy"}, Round: round + 1, At: h.Clock.Now(),
		})
	}
	expect(t, "rounds", want, must[[]ledger.RoundDelivery](t)(h.Ledger().Rounds(t.Context(), run)))
}
