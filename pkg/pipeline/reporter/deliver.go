package reporter

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// errFenced reports that another reporter took the claim over: this one stops.
var errFenced = errors.New("another reporter holds the claim")

// round is the outcome of a round's deliveries under one claim.
type round struct {
	deliveries []fanlight.Delivery // of every wanted destination
	left       bool                // some may be tried again
	retryAfter time.Duration       // the longest that a provider asked for
}

// deliver sends the stored messages to the destinations that do not have theirs
// yet (rule R4). The failure of one does not stop another. Those with the fewest
// tries come first: one that takes all the time there is does so once.
func (c claimed) deliver(ctx context.Context, rendered fanlight.Rendered) (round, error) {
	var done round
	wanted, records, err := c.records(ctx)
	if err != nil {
		return done, err
	}
	// No delivery begins later than it could take before the function's end.
	end := c.claim.Lease.Add(-c.atMost(leaseMargin) - c.atMost(sendTime))
	for _, i := range byTries(records) {
		d := wanted[i]
		if c.clock.Now().Before(end) && deliverable(records[i], d) {
			var wait time.Duration
			records[i], wait, err = c.deliverOne(ctx, d, message(rendered, d.Name), records[i])
			if err != nil {
				return done, err
			}
			done.retryAfter = max(done.retryAfter, wait)
		}
		done.left = done.left || deliverable(records[i], d)
	}
	done.deliveries = records
	return done, nil
}

// records returns the destinations that the round goes to, in the order of the
// definition, and the record of each. Of a run that a newer version wrote it
// returns the stored records alone, in the order of their names.
func (c claimed) records(ctx context.Context) (wanted []report.Destination, records []fanlight.Delivery, err error) {
	stored, err := c.ledger.Deliveries(ctx, c.run)
	if err != nil {
		return nil, nil, err
	}
	if c.run.Newer {
		return nil, slices.SortedFunc(maps.Values(stored), byName), nil
	}
	for _, d := range c.run.Definition.Deliver {
		if c.run.Wants(d.Name) {
			record := stored[d.Name]
			record.Name = d.Name
			wanted, records = append(wanted, d), append(records, record)
		}
	}
	return wanted, records, nil
}

func byName(a, b fanlight.Delivery) int { return cmp.Compare(a.Name, b.Name) }

// byTries returns the records' places, fewest tries first, else in order.
func byTries(records []fanlight.Delivery) []int {
	places := make([]int, len(records))
	for i := range places {
		places[i] = i
	}
	slices.SortStableFunc(places, func(a, b int) int { return cmp.Compare(records[a].Tries, records[b].Tries) })
	return places
}

// deliverable reports whether a destination may get its message now.
func deliverable(record fanlight.Delivery, d report.Destination) bool {
	switch {
	case record.State == fanlight.DeliverySent, record.Permanent:
		return false
	case record.State == fanlight.DeliveryUnknown:
		return d.OnUnknown != report.Skip
	}
	return true
}

func message(rendered fanlight.Rendered, name string) fanlight.Message {
	for _, m := range rendered.Messages {
		if m.Destination == name {
			return m
		}
	}
	return fanlight.Message{Destination: name}
}

// deliverOne delivers to one destination, with a record before and after.
func (c claimed) deliverOne(ctx context.Context, d report.Destination, m fanlight.Message, seen fanlight.Delivery) (fanlight.Delivery, time.Duration, error) {
	next := seen
	next.Fence, next.Tries = c.claim.Fence, seen.Tries+1
	next.Unknown = seen.Unknown || seen.State == fanlight.DeliverySending // its answer never came to be known
	next.State, next.Error = fanlight.DeliverySending, ""
	if next.Unknown && d.OnUnknown == report.Skip {
		next.State, next.Error = fanlight.DeliveryUnknown, "its answer never came, and it is not to be sent twice"
		stored, err := c.record(ctx, seen, next)
		return stored, 0, err
	}
	sending, err := c.record(ctx, seen, next)
	if err != nil || sending.State != fanlight.DeliverySending {
		return sending, 0, err
	}
	if sending.Unknown { // an earlier try may have delivered it
		m = deliver.MarkDuplicate(m)
	}
	begun := c.clock.Now()
	receipt, err := c.sender.Send(ctx, d, m)
	done, wait := outcome(sending, receipt, err)
	c.log.InfoContext(ctx, "delivery tried", c.run.LogAttrs(), "round", c.run.Round, "destination", d.Name, "kind", d.Kind,
		"state", done.State, "try", done.Tries, "error", done.Error, "duration_ms", c.since(begun))
	recorded, err := c.record(ctx, sending, done)
	return recorded, wait, err
}

// record replaces a delivery record on condition that it is still the one that
// was seen, and not of a later claim. A record that is sent by now is returned;
// any other change means that the claim is lost, and the error is errFenced.
func (c claimed) record(ctx context.Context, seen, next fanlight.Delivery) (fanlight.Delivery, error) {
	if seen.Fence > next.Fence {
		return seen, errFenced
	}
	stored, ok, err := c.ledger.SetDelivery(ctx, c.run, seen, next)
	if err == nil && !ok && stored.State != fanlight.DeliverySent {
		err = errFenced
	}
	return stored, err
}

// outcome returns the record of a delivery after its sender's answer.
func outcome(sending fanlight.Delivery, receipt string, err error) (done fanlight.Delivery, wait time.Duration) {
	done = sending
	if err == nil {
		done.State, done.Receipt = fanlight.DeliverySent, receipt
		return done, 0
	}
	done.State, done.Error = fanlight.DeliveryFailed, err.Error()
	if why, ok := errors.AsType[*fanlight.DeliveryError](err); ok {
		done.Permanent, wait = why.Permanent, why.RetryAfter
		if why.Unknown {
			done.State, done.Unknown = fanlight.DeliveryUnknown, true
		}
	}
	return done, wait
}
