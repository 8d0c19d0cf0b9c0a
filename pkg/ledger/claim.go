package ledger

import (
	"context"
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

type claimItem struct {
	PK       string `dynamodbav:"pk"`
	SK       string `dynamodbav:"sk"`
	Owner    string `dynamodbav:"owner,omitempty"`
	Lease    int64  `dynamodbav:"lease,omitempty"`    // epoch milliseconds, as the other times; absent: unclaimed
	Released int    `dynamodbav:"released,omitempty"` // the fence of the last claim that was given back
	Woken    int    `dynamodbav:"woken,omitempty"`    // the fence of the last claim whose wait a command ended
	Fence    int    `dynamodbav:"fence"`
	Tries    int    `dynamodbav:"tries"`
	Moved    int64  `dynamodbav:"moved,omitempty"`
	State    string `dynamodbav:"state,omitempty"` // a final state, or absent
	Ended    int64  `dynamodbav:"ended,omitempty"`
	Expires  int64  `dynamodbav:"expires"`
}

func (s claimItem) claim() (fanlight.Claim, error) {
	claim := fanlight.Claim{
		Owner: s.Owner, Fence: s.Fence, Tries: s.Tries, Released: s.Released != 0 && s.Released == s.Fence, State: fanlight.State(s.State),
		Woken: s.Woken != 0 && s.Woken == s.Fence-1, Lease: instantOrZero(s.Lease), Moved: instantOrZero(s.Moved), Ended: instantOrZero(s.Ended),
	}
	_, err := fmt.Sscanf(s.SK, "SEND#%d#%d", &claim.Epoch, &claim.Round)
	return claim, err
}

// instantOrZero returns the zero time for an attribute that is absent.
func instantOrZero(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return instant(ms)
}

func claimOf(it item) (fanlight.Claim, error) {
	var s claimItem
	if err := decode(it, &s); err != nil {
		return fanlight.Claim{}, err
	}
	return s.claim()
}

// Claim reads the claim of the run's epoch and round. The error is ErrNotFound
// if no reporter has claimed it yet.
func (l *Ledger) Claim(ctx context.Context, r fanlight.Run) (fanlight.Claim, error) {
	var s claimItem
	if err := l.get(ctx, claimKey(r.ID, r.Epoch, r.Round), &s); err != nil {
		return fanlight.Claim{}, err
	}
	return s.claim()
}

// ClaimForCancel takes the claim of the epoch's first round for a cancelling
// command (rule D6). It returns the claim as it is then: the cancel holds if
// its state is cancelled.
func (l *Ledger) ClaimForCancel(ctx context.Context, r fanlight.Run, command string) (fanlight.Claim, error) {
	k := claimKey(r.ID, r.Epoch, 1)
	it := claimItem{PK: k.PK, SK: k.SK, Owner: command, State: string(fanlight.Cancelled), Ended: l.clock.Now().UnixMilli(), Expires: l.claimExpires()}
	existing, err := l.create(ctx, it)
	if err != nil {
		return fanlight.Claim{}, err
	}
	if existing == nil {
		return it.claim()
	}
	return claimOf(existing)
}

// TakeClaim claims a round for owner until lease (rule R1), which counts as one
// of the round's tries. ok is false if the round has ended or another's lease
// lives; the claim returned says which.
func (l *Ledger) TakeClaim(ctx context.Context, id fanlight.RunID, epoch, round int, owner string, lease time.Time) (claim fanlight.Claim, ok bool, err error) {
	return l.takeClaim(ctx, claimKey(id, epoch, round), owner, lease, "lease < :now")
}

// TakeReleasedClaim claims a round like TakeClaim, also before the time of its
// next try if its holder gave it back until then (rule D6).
func (l *Ledger) TakeReleasedClaim(ctx context.Context, r fanlight.Run, owner string, lease time.Time) (claim fanlight.Claim, ok bool, err error) {
	return l.takeClaim(ctx, claimKey(r.ID, r.Epoch, r.Round), owner, lease, "lease < :now OR released = fence")
}

func (l *Ledger) takeClaim(ctx context.Context, k key, owner string, lease time.Time, over string) (fanlight.Claim, bool, error) {
	now, ok, err := l.update(ctx, update{
		key: k,
		set: "SET #owner = :owner, lease = :lease, fence = if_not_exists(fence, :zero) + :one, " +
			"tries = if_not_exists(tries, :zero) + :one, moved = if_not_exists(moved, :now), " +
			"expires = if_not_exists(expires, :expires)",
		when:  "attribute_not_exists(#state) AND (attribute_not_exists(lease) OR " + over + ")",
		names: map[string]string{"#owner": "owner", "#state": "state"},
		values: item{
			":owner": text(owner), ":lease": millis(lease), ":now": millis(l.clock.Now()),
			":zero": number(0), ":one": number(1), ":expires": number(l.claimExpires()),
		},
	})
	if err != nil {
		return fanlight.Claim{}, false, err
	}
	claim, err := claimOf(now)
	mine := claim.Owner == owner && !claim.Final() && !claim.Released // rule G2
	return claim, err == nil && (ok || mine), err
}

// EndRound gives the round its final state (rule E1), on condition of the
// claim's fence. ok is false if another holds the claim or ended the round.
func (l *Ledger) EndRound(ctx context.Context, r fanlight.Run, claim fanlight.Claim, state fanlight.State) (bool, error) {
	now, ok, err := l.update(ctx, held(r, claim, "SET #state = :state, ended = :now REMOVE lease", item{
		":state": text(string(state)), ":now": millis(l.clock.Now()),
	}))
	if err != nil || ok || now == nil {
		return ok, err
	}
	stored, err := claimOf(now)
	return err == nil && stored.Owner == claim.Owner && stored.Fence == claim.Fence && stored.State == state, err // rule G2
}

// ReleaseClaim gives a claim back until the time of the next try (rule R5): not
// before, or offers in between would use up the tries. The number of tries and
// the time of the last step become those of the given claim. A claim that another
// took over is left as it is.
func (l *Ledger) ReleaseClaim(ctx context.Context, r fanlight.Run, claim fanlight.Claim, until time.Time) error {
	_, _, err := l.update(ctx, held(r, claim, "SET lease = :until, released = fence, tries = :tries, moved = :moved", item{
		":until": millis(until), ":tries": number(claim.Tries), ":moved": millis(claim.Moved),
	}))
	return err
}

// WakeClaim ends the wait of a claim that its holder gave back, or that outlived its
// holder, so that the next claim may be taken now and tries every destination (rule D5).
// It returns the claim as it is then; ok is false if it is held or has ended.
func (l *Ledger) WakeClaim(ctx context.Context, r fanlight.Run) (claim fanlight.Claim, ok bool, err error) {
	now, ok, err := l.update(ctx, update{
		key: claimKey(r.ID, r.Epoch, r.Round), set: "SET lease = :over, woken = fence",
		when:   "(released = fence OR lease < :over) AND attribute_not_exists(#state)",
		names:  map[string]string{"#state": "state"},
		values: item{":over": millis(l.clock.Now().Add(-time.Second))},
	})
	if err != nil {
		return fanlight.Claim{}, false, err
	}
	if now == nil {
		return fanlight.Claim{}, false, ErrNotFound
	}
	claim, err = claimOf(now)
	return claim, ok && err == nil, err
}

// held returns the update of a claim on condition that it is neither taken over
// nor ended.
func held(r fanlight.Run, claim fanlight.Claim, set string, values item) update {
	values[":fence"] = number(claim.Fence)
	return update{
		key: claimKey(r.ID, claim.Epoch, claim.Round), set: set,
		when:  "fence = :fence AND attribute_not_exists(#state)",
		names: map[string]string{"#state": "state"}, values: values,
	}
}

// claimExpires is the TTL of the claim: later than that of every other item of
// the round.
func (l *Ledger) claimExpires() int64 {
	return l.clock.Now().Add(2*settleMargin + l.retention).Unix()
}
