package ledger

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

type deliveryItem struct {
	PK        string `dynamodbav:"pk"`
	SK        string `dynamodbav:"sk"`
	State     string `dynamodbav:"state"`
	Fence     int    `dynamodbav:"fence"`
	Tries     int    `dynamodbav:"tries"`
	Parts     int    `dynamodbav:"parts,omitempty"` // this and the next two: absent in what earlier versions wrote
	Total     int    `dynamodbav:"parts_total,omitempty"`
	Doubt     int    `dynamodbav:"doubt,omitempty"`
	Unknown   bool   `dynamodbav:"unknown"`
	Permanent bool   `dynamodbav:"permanent"`
	Receipt   string `dynamodbav:"receipt,omitempty"`
	Error     string `dynamodbav:"error,omitempty"`
	NotBefore int64  `dynamodbav:"not_before,omitempty"` // epoch milliseconds
	At        int64  `dynamodbav:"written,omitempty"`    // time of the last write, epoch milliseconds; absent in what earlier versions wrote
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
		Name: name, State: fanlight.DeliveryState(d.State), Fence: d.Fence, Tries: d.Tries, Parts: d.Parts, Total: d.Total,
		Doubt: d.Doubt, Unknown: d.Unknown, Permanent: d.Permanent, Receipt: d.Receipt, Error: d.Error,
		NotBefore: instantOrZero(d.NotBefore),
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

// EndDeliveries gives every record of a round its last state (rule E3), with the
// claim's fence, and returns all of them. Why is the error of a record that has
// none. held is false if another holds the claim by now. If a newer version wrote
// the definition, one more record stands for the destinations of which none is
// stored, so that the round does not count as sent.
func (l *Ledger) EndDeliveries(ctx context.Context, r fanlight.Run, claim fanlight.Claim, why string) (all []fanlight.Delivery, held bool, err error) {
	stored, err := l.Deliveries(ctx, r)
	if err != nil {
		return nil, false, err
	}
	for _, d := range wanted(r, stored) {
		if d.State != fanlight.DeliverySent {
			if d, held, err = l.endDelivery(ctx, r, d, claim.Fence, why); err != nil || !held {
				return nil, false, err
			}
		}
		all = append(all, d)
	}
	if r.Newer {
		all = append(all, fanlight.Delivery{Name: "destinations without a record", State: fanlight.DeliveryFailed, Error: why})
	}
	return all, true, nil
}

// endDelivery gives a record that is not sent its last state. held is false if
// another holder of the claim has written it since.
func (l *Ledger) endDelivery(ctx context.Context, r fanlight.Run, seen fanlight.Delivery, fence int, why string) (now fanlight.Delivery, held bool, err error) {
	if seen.Fence > fence {
		return seen, false, nil
	}
	now, ok, err := l.SetDelivery(ctx, r, seen, seen.GivenUp(fence, why))
	return now, ok || now.State == fanlight.DeliverySent, err
}

// wanted returns the records of the destinations that the run's round goes to, in
// the order of the definition; of a run that a newer version wrote the stored ones
// only, in the order of their names.
func wanted(r fanlight.Run, stored map[string]fanlight.Delivery) (all []fanlight.Delivery) {
	if r.Newer {
		return slices.SortedFunc(maps.Values(stored), func(a, b fanlight.Delivery) int { return cmp.Compare(a.Name, b.Name) })
	}
	for _, d := range r.Definition.Deliver {
		if r.Wants(d.Name) {
			record := stored[d.Name]
			record.Name = d.Name
			all = append(all, record)
		}
	}
	return all
}

// EpochDeliveries reads the delivery records of all rounds of the run's epoch: for
// each destination the best one, by name.
func (l *Ledger) EpochDeliveries(ctx context.Context, r fanlight.Run) (map[string]fanlight.Delivery, error) {
	items, err := l.query(ctx, metaKey(r.ID).PK, fmt.Sprintf("DELIVERY#%d#", r.Epoch))
	if err != nil {
		return nil, err
	}
	best := map[string]fanlight.Delivery{}
	for _, it := range items {
		d, err := deliveryOf(it)
		if err != nil {
			return nil, err
		}
		before, seen := best[d.Name]
		if !seen || before.State != fanlight.DeliverySent && (d.State == fanlight.DeliverySent || d.Reached() || !before.Reached()) {
			best[d.Name] = d
		}
	}
	return best, nil
}

// SetDelivery replaces a delivery record that is still as it was seen (the
// zero value: absent). So the holder of a fence knows exactly what
// its own write replaced (rule R4). ok is false if the
// record has changed; it is returned as it is.
func (l *Ledger) SetDelivery(ctx context.Context, r fanlight.Run, seen, next fanlight.Delivery) (fanlight.Delivery, bool, error) {
	k := runKey(r.ID, deliveryPrefix(r.Epoch, r.Round)+next.Name)
	next.NotBefore = instantOrZero(millisOrZero(next.NotBefore)) // as it is read
	u := update{
		key: k,
		set: "SET #state = :state, fence = :fence, tries = :tries, parts = :parts, parts_total = :total, doubt = :doubt, " +
			"#unknown = :unknown, permanent = :permanent, receipt = :receipt, #error = :error, not_before = :notBefore, written = :written, expires = :expires",
		names: map[string]string{"#state": "state", "#unknown": "unknown", "#error": "error"},
	}
	values, err := attributevalue.MarshalMap(map[string]any{
		":state": next.State, ":fence": next.Fence, ":tries": next.Tries, ":parts": next.Parts, ":total": next.Total,
		":doubt": next.Doubt, ":unknown": next.Unknown, ":permanent": next.Permanent,
		":written": l.clock.Now().UnixMilli(), ":receipt": next.Receipt, ":error": next.Error, ":notBefore": millisOrZero(next.NotBefore), ":expires": l.claimExpires(),
	})
	if err != nil {
		return seen, false, fmt.Errorf("marshal delivery %s of %s: %w", next.Name, r.ID, err)
	}
	u.values, u.when = values, "attribute_not_exists(pk)"
	if seen.State != "" {
		u.when = "#state = :seenState AND fence = :seenFence AND tries = :seenTries AND (parts = :seenParts OR attribute_not_exists(parts))"
		values[":seenState"], values[":seenFence"], values[":seenTries"], values[":seenParts"] =
			text(string(seen.State)), number(seen.Fence), number(seen.Tries), number(seen.Parts)
	}
	now, ok, err := l.update(ctx, u)
	if err != nil || now == nil {
		return seen, false, err
	}
	stored, err := deliveryOf(now)
	return stored, err == nil && (ok || stored == next), err // rule G2
}
