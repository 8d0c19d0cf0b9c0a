package ledger_test

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/sim"
)

func TestLedger_Claim(t *testing.T) {
	t.Parallel()
	expectNotFound(t, func(l *ledger.Ledger, run fanlight.Run) error { _, err := l.Claim(t.Context(), run); return err })
	h, run := created(t, 1)
	claimed(t, h)
	want := fanlight.Claim{Epoch: 1, Round: 1, Owner: "me", Lease: sim.Due.Add(time.Minute), Fence: 1, Tries: 1}
	expect(t, "claim", want, must[fanlight.Claim](t)(h.Ledger().Claim(t.Context(), run)))
}

func TestLedger_ClaimForCancel(t *testing.T) {
	t.Parallel()
	conditional{
		write: func(t *testing.T, l *ledger.Ledger, run fanlight.Run) (bool, error) {
			claim, err := l.ClaimForCancel(t.Context(), run, "me")
			return claim.State == fanlight.Cancelled && claim.Owner == "me", err
		},
		other: otherClaimed,
	}.test(t)
}

func TestLedger_TakeClaim(t *testing.T) {
	t.Parallel()
	conditional{
		write: func(t *testing.T, l *ledger.Ledger, _ fanlight.Run) (bool, error) {
			claim, ok, err := l.TakeClaim(t.Context(), runID, 1, 1, "me", sim.Due.Add(time.Hour))
			return ok && claim.Owner == "me" && claim.Fence == 1 && claim.Tries == 1, err
		},
		other: otherClaimed,
	}.test(t)
}

// leased takes a claim for a minute, and again by another when that is over: the
// older holder's and the newer one's.
func leased(t *testing.T) (h *sim.Harness, run fanlight.Run, older, newer fanlight.Claim) {
	t.Helper()
	h, run = created(t, 1)
	claimFor(t, h, "one", time.Minute)
	older = must[fanlight.Claim](t)(h.Ledger().Claim(t.Context(), run))
	h.Clock.Advance(time.Minute + time.Millisecond)
	claimFor(t, h, "two", time.Minute)
	return h, run, older, must[fanlight.Claim](t)(h.Ledger().Claim(t.Context(), run))
}

// expectUnclaimable asserts that a further owner cannot take the claim, and
// returns the claim that stands.
func expectUnclaimable(t *testing.T, h *sim.Harness) fanlight.Claim {
	t.Helper()
	claim, ok, err := h.Ledger().TakeClaim(t.Context(), runID, 1, 1, "three", h.Clock.Now().Add(time.Minute))
	if ok || err != nil {
		t.Errorf("claimed %v, %v: %+v", ok, err, claim)
	}
	return claim
}

// TestLedger_TakeClaim_lease is rule R1's condition over time.
func TestLedger_TakeClaim_lease(t *testing.T) {
	t.Parallel()
	h, _ := created(t, 1)
	claimFor(t, h, "one", time.Minute)
	h.Clock.Advance(time.Minute)
	if claim := expectUnclaimable(t, h); claim.Owner != "one" {
		t.Errorf("the claim of a live lease: %+v", claim)
	}
	_, _, _, newer := leased(t)
	if newer.Owner != "two" || newer.Fence != 2 || newer.Tries != 2 {
		t.Errorf("after the lease: %+v", newer)
	}
}

func TestLedger_ReleaseClaim(t *testing.T) {
	t.Parallel()
	testExpired(t, func(t *testing.T, l *ledger.Ledger, run fanlight.Run) (bool, error) {
		return false, l.ReleaseClaim(t.Context(), run, fanlight.Claim{Epoch: 1, Round: 1}, sim.Due)
	})
	t.Run("by an older holder", func(t *testing.T) {
		t.Parallel()
		h, run, older, _ := leased(t)
		if err := h.Ledger().ReleaseClaim(t.Context(), run, older, h.Clock.Now().Add(-time.Hour)); err != nil {
			t.Fatal(err)
		}
		expectUnclaimable(t, h)
	})
	t.Run("by the holder", func(t *testing.T) {
		t.Parallel()
		h, run, _, newer := leased(t)
		if err := h.Ledger().ReleaseClaim(t.Context(), run, newer, h.Clock.Now().Add(-time.Millisecond)); err != nil {
			t.Fatal(err)
		}
		claimFor(t, h, "three", time.Minute)
	})
}

func TestLedger_ReturnClaim(t *testing.T) {
	t.Parallel()
	t.Run("by the holder, twice", func(t *testing.T) {
		t.Parallel()
		h, run, _, newer := leased(t)
		for range 2 { // the SDK sends a call again whose answer was lost
			if err := h.Ledger().ReturnClaim(t.Context(), run, newer, h.Clock.Now().Add(-time.Millisecond)); err != nil {
				t.Fatal(err)
			}
		}
		if stored, err := h.Ledger().Claim(t.Context(), run); err != nil || stored.Tries != newer.Tries-1 || stored.Fence != newer.Fence {
			t.Errorf("stored %+v, %v, want one try less than %+v", stored, err, newer)
		}
		claimFor(t, h, "three", time.Minute)
	})
	t.Run("by an older holder", func(t *testing.T) {
		t.Parallel()
		h, run, older, newer := leased(t)
		if err := h.Ledger().ReturnClaim(t.Context(), run, older, h.Clock.Now().Add(-time.Hour)); err != nil {
			t.Fatal(err)
		}
		if stored, err := h.Ledger().Claim(t.Context(), run); err != nil || stored.Tries != newer.Tries {
			t.Errorf("stored %+v, %v", stored, err)
		}
		expectUnclaimable(t, h)
	})
}

func TestLedger_EndRound(t *testing.T) {
	t.Parallel()
	end := func(t *testing.T, l *ledger.Ledger, run fanlight.Run) (bool, error) {
		return l.EndRound(t.Context(), run, fanlight.Claim{Epoch: 1, Round: 1, Owner: "me", Fence: 1}, fanlight.Sent)
	}
	testExpired(t, end)
	conditional{
		setUp: claimed, write: end,
		other: func(t *testing.T, h *sim.Harness) {
			claimed(t, h)
			h.Clock.Advance(2 * time.Minute)
			otherClaimed(t, h)
		},
	}.test(t)
	t.Run("it stays ended", func(t *testing.T) {
		t.Parallel()
		h, run, older, newer := leased(t)
		if held, err := h.Ledger().EndRound(t.Context(), run, older, fanlight.Sent); held || err != nil {
			t.Errorf("an older holder ended the round: %v, %v", held, err)
		}
		if held, err := h.Ledger().EndRound(t.Context(), run, newer, fanlight.PartlySent); !held || err != nil {
			t.Errorf("the holder could not end the round: %v, %v", held, err)
		}
		h.Clock.Advance(time.Hour)
		if claim := expectUnclaimable(t, h); claim.State != fanlight.PartlySent {
			t.Errorf("the claim of an ended round: %+v", claim)
		}
	})
}

func TestLedger_Deliveries(t *testing.T) {
	t.Parallel()
	h, run := created(t, 1)
	d := fanlight.Delivery{Name: "chat", State: fanlight.DeliverySent, Fence: 2, Tries: 3, Unknown: true, Permanent: true, Receipt: "r", Error: "e"}
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
