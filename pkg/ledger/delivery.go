package ledger

import (
	"context"
	"fmt"

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
		set: "SET #state = :state, fence = :fence, tries = :tries, parts = :parts, parts_total = :total, doubt = :doubt, " +
			"#unknown = :unknown, permanent = :permanent, receipt = :receipt, #error = :error, expires = :expires",
		names: map[string]string{"#state": "state", "#unknown": "unknown", "#error": "error"},
	}
	values, err := attributevalue.MarshalMap(map[string]any{
		":state": next.State, ":fence": next.Fence, ":tries": next.Tries, ":parts": next.Parts, ":total": next.Total,
		":doubt": next.Doubt, ":unknown": next.Unknown, ":permanent": next.Permanent,
		":receipt": next.Receipt, ":error": next.Error, ":expires": l.claimExpires(),
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
