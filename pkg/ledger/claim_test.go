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
	want := fanlight.Claim{Epoch: 1, Round: 1, Owner: "me", Lease: sim.Due.Add(time.Minute), Fence: 1, Tries: 1, Moved: sim.Due}
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
		newer.Tries, newer.Moved = newer.Tries-1, h.Clock.Now()
		for range 2 { // the SDK sends a call again whose answer was lost
			if err := h.Ledger().ReleaseClaim(t.Context(), run, newer, h.Clock.Now().Add(-time.Millisecond)); err != nil {
				t.Fatal(err)
			}
		}
		want := newer
		want.Released, want.Lease = true, h.Clock.Now().Add(-time.Millisecond)
		expect(t, "claim", want, must[fanlight.Claim](t)(h.Ledger().Claim(t.Context(), run)))
		claimFor(t, h, "three", time.Minute)
		if claim := must[fanlight.Claim](t)(h.Ledger().Claim(t.Context(), run)); claim.Released {
			t.Errorf("taken again, and released: %+v", claim)
		}
	})
}

// released returns a claim whose holder gave it back for an hour.
func released(t *testing.T) (*sim.Harness, fanlight.Run) {
	t.Helper()
	h, run, _, newer := leased(t)
	if err := h.Ledger().ReleaseClaim(t.Context(), run, newer, h.Clock.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	expectUnclaimable(t, h)
	return h, run
}

func TestLedger_TakeReleasedClaim(t *testing.T) {
	t.Parallel()
	h, run := released(t)
	for _, held := range []bool{true, true, false} { // the second time it is the owner's own claim
		owner := map[bool]string{true: "order", false: "another"}[held]
		claim, ok, err := h.Ledger().TakeReleasedClaim(t.Context(), run, owner, h.Clock.Now().Add(time.Minute))
		if ok != held || err != nil || claim.Owner != "order" || claim.Fence != 3 {
			t.Errorf("%s takes it: %v, %v: %+v", owner, ok, err, claim)
		}
	}
	h, run, _, _ = leased(t)
	if claim, ok, err := h.Ledger().TakeReleasedClaim(t.Context(), run, "order", h.Clock.Now().Add(time.Minute)); ok || err != nil || claim.Owner != "two" {
		t.Errorf("a claim that is held is taken: %v, %v: %+v", ok, err, claim)
	}
}

func TestLedger_WakeClaim(t *testing.T) {
	t.Parallel()
	h, run := released(t)
	for range 2 { // it may be repeated
		if claim, ok, err := h.Ledger().WakeClaim(t.Context(), run); !ok || err != nil || !claim.Lease.Before(h.Clock.Now()) {
			t.Errorf("%v, %v: %+v", ok, err, claim)
		}
	}
	claimFor(t, h, "three", time.Minute)
	if claim := must[fanlight.Claim](t)(h.Ledger().Claim(t.Context(), run)); !claim.Woken {
		t.Errorf("the claim after it is not woken: %+v", claim)
	}
	if claim, ok, err := h.Ledger().WakeClaim(t.Context(), run); ok || err != nil || claim.Owner != "three" {
		t.Errorf("a claim that is held is woken: %v, %v: %+v", ok, err, claim)
	}
	expectNotFound(t, func(l *ledger.Ledger, run fanlight.Run) error { _, _, err := l.WakeClaim(t.Context(), run); return err })
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
