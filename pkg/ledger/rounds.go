package ledger

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// RoundDelivery is the record of a destination in one of an epoch's rounds.
type RoundDelivery struct {
	fanlight.Delivery
	Round int
	At    time.Time // of the last change; zero: an earlier version wrote it
}

// Rounds reads the delivery records of all rounds of the run's epoch, by round, then by
// name.
func (l *Ledger) Rounds(ctx context.Context, r fanlight.Run) ([]RoundDelivery, error) {
	items, err := l.query(ctx, metaKey(r.ID).PK, fmt.Sprintf("DELIVERY#%d#", r.Epoch))
	if err != nil {
		return nil, err
	}
	all := make([]RoundDelivery, len(items))
	for i, it := range items {
		if all[i], err = roundDelivery(it); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(all, func(a, b RoundDelivery) int { return cmp.Or(a.Round-b.Round, strings.Compare(a.Name, b.Name)) })
	return all, nil
}

func roundDelivery(it item) (d RoundDelivery, err error) {
	if d.Delivery, err = deliveryOf(it); err != nil {
		return d, err
	}
	var stored deliveryItem
	if err := decode(it, &stored); err != nil {
		return d, err
	}
	d.At = instantOrZero(stored.At)
	var epoch int
	_, err = fmt.Sscanf(stored.SK, "DELIVERY#%d#%d#", &epoch, &d.Round)
	return d, err
}
