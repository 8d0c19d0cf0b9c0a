package ledger

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

type claimItem struct {
	PK      string `dynamodbav:"pk"`
	SK      string `dynamodbav:"sk"`
	Owner   string `dynamodbav:"owner,omitempty"`
	Lease   int64  `dynamodbav:"lease,omitempty"` // epoch milliseconds; absent: unclaimed
	Fence   int    `dynamodbav:"fence"`
	Tries   int    `dynamodbav:"tries"`
	State   string `dynamodbav:"state,omitempty"` // a final state, or absent
	Expires int64  `dynamodbav:"expires"`
}

func (s claimItem) claim() (fanlight.Claim, error) {
	claim := fanlight.Claim{
		Owner: s.Owner, Fence: s.Fence, Tries: s.Tries, State: fanlight.State(s.State),
	}
	if s.Lease != 0 {
		claim.Lease = instant(s.Lease)
	}
	_, err := fmt.Sscanf(s.SK, "SEND#%d#%d", &claim.Epoch, &claim.Round)
	return claim, err
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
	it := claimItem{PK: k.PK, SK: k.SK, Owner: command, State: string(fanlight.Cancelled), Expires: l.claimExpires()}
	existing, err := l.create(ctx, it)
	if err != nil {
		return fanlight.Claim{}, err
	}
	if existing == nil {
		return it.claim()
	}
	return claimOf(existing)
}

// TakeClaim claims a round for owner until lease (rule R1). ok is false if the
// round has ended or another's lease lives; the claim returned says which.
func (l *Ledger) TakeClaim(ctx context.Context, id fanlight.RunID, epoch, round int, owner string, lease time.Time) (fanlight.Claim, bool, error) {
	now, ok, err := l.update(ctx, update{
		key: claimKey(id, epoch, round),
		set: "SET #owner = :owner, lease = :lease, fence = if_not_exists(fence, :zero) + :one, " +
			"tries = if_not_exists(tries, :zero) + :one, expires = if_not_exists(expires, :expires)",
		when:  "attribute_not_exists(#state) AND (attribute_not_exists(lease) OR lease < :now)",
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
	mine := claim.Owner == owner && !claim.Final() // rule G2
	return claim, err == nil && (ok || mine), err
}

// EndRound gives the round its final state (rule E1), on condition of the
// claim's fence. ok is false if another holds the claim or ended the round.
func (l *Ledger) EndRound(ctx context.Context, r fanlight.Run, claim fanlight.Claim, state fanlight.State) (bool, error) {
	now, ok, err := l.update(ctx, held(r, claim, "SET #state = :state REMOVE lease", item{":state": text(string(state))}))
	if err != nil || ok || now == nil {
		return ok, err
	}
	stored, err := claimOf(now)
	return err == nil && stored.Owner == claim.Owner && stored.Fence == claim.Fence && stored.State == state, err // rule G2
}

// ReleaseClaim shortens the claim's lease (rule R5), so that the next try may
// begin at until: not before, or offers in between would use up the tries. A
// claim that another took over is left as it is.
func (l *Ledger) ReleaseClaim(ctx context.Context, r fanlight.Run, claim fanlight.Claim, until time.Time) error {
	_, _, err := l.update(ctx, held(r, claim, "SET lease = :until", item{":until": millis(until)}))
	return err
}

// ReturnClaim ends the claim's lease at until, and does not count the claim
// among the round's tries: nothing was tried (rule G8). A claim that another took
// over is left as it is.
func (l *Ledger) ReturnClaim(ctx context.Context, r fanlight.Run, claim fanlight.Claim, until time.Time) error {
	_, _, err := l.update(ctx, held(r, claim, "SET lease = :until, tries = :tries", item{
		":until": millis(until), ":tries": number(claim.Tries - 1),
	}))
	return err
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

type deliveryItem struct {
	PK        string `dynamodbav:"pk"`
	SK        string `dynamodbav:"sk"`
	State     string `dynamodbav:"state"`
	Fence     int    `dynamodbav:"fence"`
	Tries     int    `dynamodbav:"tries"`
	Unknown   bool   `dynamodbav:"unknown"`
	Permanent bool   `dynamodbav:"permanent"`
	Receipt   string `dynamodbav:"receipt,omitempty"`
	Error     string `dynamodbav:"error,omitempty"`
	Expires   int64  `dynamodbav:"expires"`
}

func deliveryOf(it item) (fanlight.Delivery, error) {
	var d deliveryItem
	if err := decode(it, &d); err != nil {
		return fanlight.Delivery{}, err
	}
	var name string
	var epoch, round int
	_, err := fmt.Sscanf(d.SK, "DELIVERY#%d#%d#%s", &epoch, &round, &name)
	return fanlight.Delivery{
		Name: name, State: fanlight.DeliveryState(d.State), Fence: d.Fence, Tries: d.Tries,
		Unknown: d.Unknown, Permanent: d.Permanent, Receipt: d.Receipt, Error: d.Error,
	}, err
}

// Deliveries reads the delivery records of the run's epoch and round, by name.
func (l *Ledger) Deliveries(ctx context.Context, r fanlight.Run) (map[string]fanlight.Delivery, error) {
	items, err := l.query(ctx, metaKey(r.ID).PK, deliveryPrefix(r.Epoch, r.Round))
	if err != nil {
		return nil, err
	}
	all := make(map[string]fanlight.Delivery, len(items))
	for _, it := range items {
		d, err := deliveryOf(it)
		if err != nil {
			return nil, err
		}
		all[d.Name] = d
	}
	return all, nil
}

// SetDelivery replaces a delivery record that is still as it was seen (the
// zero value: absent). So the holder of a fence knows exactly what
// its own write replaced (rule R4). ok is false if the
// record has changed; it is returned as it is.
func (l *Ledger) SetDelivery(ctx context.Context, r fanlight.Run, seen, next fanlight.Delivery) (fanlight.Delivery, bool, error) {
	k := runKey(r.ID, deliveryPrefix(r.Epoch, r.Round)+next.Name)
	u := update{
		key: k,
		set: "SET #state = :state, fence = :fence, tries = :tries, #unknown = :unknown, permanent = :permanent, " +
			"receipt = :receipt, #error = :error, expires = :expires",
		names: map[string]string{"#state": "state", "#unknown": "unknown", "#error": "error"},
	}
	values, err := attributevalue.MarshalMap(map[string]any{
		":state": next.State, ":fence": next.Fence, ":tries": next.Tries, ":unknown": next.Unknown, ":permanent": next.Permanent,
		":receipt": next.Receipt, ":error": next.Error, ":expires": l.claimExpires(),
	})
	if err != nil {
		return seen, false, fmt.Errorf("marshal delivery %s of %s: %w", next.Name, r.ID, err)
	}
	u.values, u.when = values, "attribute_not_exists(pk)"
	if seen.State != "" {
		u.when = "#state = :seenState AND fence = :seenFence AND tries = :seenTries"
		values[":seenState"], values[":seenFence"], values[":seenTries"] =
			text(string(seen.State)), number(seen.Fence), number(seen.Tries)
	}
	now, ok, err := l.update(ctx, u)
	if err != nil || now == nil {
		return seen, false, err
	}
	stored, err := deliveryOf(now)
	return stored, err == nil && (ok || stored == next), err // rule G2
}
