package ledger

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// CloseRun closes META after the end of its round (rule E2), and returns the state
// that the run has then: that of the epoch's first round; after a resend the one
// that the records of all rounds give it, never a worse one than before. r is the
// run as it was during the round.
func (l *Ledger) CloseRun(ctx context.Context, r fanlight.Run, round fanlight.State) (fanlight.State, error) {
	state := round
	if r.Round > 1 {
		stored, err := l.EpochDeliveries(ctx, r)
		if err != nil {
			return state, fmt.Errorf("read the deliveries of %s: %w", r.ID, err)
		}
		state = better(r.State, stateOf(r, stored))
		r.Tally = inAllRounds(r.Tally, slices.Collect(maps.Values(stored)))
	}
	return state, l.EndRun(ctx, r, state)
}

// inAllRounds returns the tally with the best records of all rounds; nil for nil.
func inAllRounds(tally *fanlight.Tally, best []fanlight.Delivery) *fanlight.Tally {
	if tally == nil {
		return nil
	}
	all := *tally
	all.Sent = fanlight.CountSent(best)
	return &all
}

// stateOf returns the state that records, the best of each destination, give a
// run.
func stateOf(r fanlight.Run, stored map[string]fanlight.Delivery) fanlight.State {
	r.Only = nil
	state := fanlight.FinalState(wanted(r, stored))
	if r.Newer && state == fanlight.Sent { // there may be destinations without a record
		state = fanlight.PartlySent
	}
	return state
}

// better returns the state of more destinations that were reached: the former one
// of two equals.
func better(before, after fanlight.State) fanlight.State {
	rank := map[fanlight.State]int{fanlight.PartlySent: 1, fanlight.Sent: 2}
	if rank[after] > rank[before] {
		return after
	}
	return before
}

// EpochState reads the state that an earlier epoch of a run ended with, by its
// claim and its delivery records. It is empty if they have expired.
func (l *Ledger) EpochState(ctx context.Context, r fanlight.Run, epoch int) (fanlight.State, error) {
	r.Epoch, r.Round = epoch, 1
	claim, err := l.Claim(ctx, r)
	if errors.Is(err, ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read the claim of %s epoch %d: %w", r.ID, epoch, err)
	}
	stored, err := l.EpochDeliveries(ctx, r)
	if err != nil {
		return "", fmt.Errorf("read the deliveries of %s epoch %d: %w", r.ID, epoch, err)
	}
	return better(claim.State, stateOf(r, stored)), nil
}
