package ledger_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// TestWhatAnOpeningResets is about a run that was offered and has ended: its
// next epoch or round has not been offered, and does not expire while it is open.
func TestWhatAnOpeningResets(t *testing.T) {
	t.Parallel()
	for name, open := range map[string]func(l *ledger.Ledger, next fanlight.Run) (fanlight.Run, bool, error){
		"epoch": func(l *ledger.Ledger, next fanlight.Run) (fanlight.Run, bool, error) {
			next.Epoch, next.Only = 2, nil
			return l.OpenEpoch(t.Context(), next, 1)
		},
		"round": func(l *ledger.Ledger, next fanlight.Run) (fanlight.Run, bool, error) {
			next.Round = 2
			return l.OpenRound(t.Context(), next, 1)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, run := created(t, 1)
			if err := w.Ledger().MarkOffered(t.Context(), run); err != nil {
				t.Fatal(err)
			}
			w.Quiesce()
			ended := w.Run(runID)
			if ended.Offered.IsZero() || ended.Open {
				t.Fatalf("before: %+v", ended)
			}
			if stored, ok, err := open(w.Ledger(), opened(ended)); !ok || err != nil || !stored.Offered.IsZero() {
				t.Errorf("opened %v, %v, offered at %s", ok, err, stored.Offered)
			}
			w.DynamoDB.Expire(w.Clock.Now().Add(1000 * day))
			if w.Run(runID).ID == "" {
				t.Error("META of an open run expired")
			}
		})
	}
}
