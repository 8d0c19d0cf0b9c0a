package reporter

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// errFenced means that another reporter took the claim over: this one stops.
var errFenced = errors.New("another reporter holds the claim")

// round is what became of a round's destinations under one claim.
type round struct {
	deliveries []fanlight.Delivery // of every wanted destination
	left       bool                // some may be tried again
	retryAfter time.Duration       // the longest that a provider asked for
}

// deliver sends the stored messages to the destinations that do not have theirs
// yet (rule R4). The failure of one does not stop another. Those with the fewest
// tries come first: one that takes all the time there is does so once.
func (r *Reporter) deliver(ctx context.Context, run fanlight.Run, claim fanlight.Claim, rendered fanlight.Rendered) (round, error) {
	var done round
	wanted, records, err := r.records(ctx, run)
	if err != nil {
		return done, err
	}
	// No delivery begins later than it could take before the function's end.
	end := claim.Lease.Add(-r.atMost(leaseMargin) - r.atMost(sendTime))
	for _, i := range byTries(records) {
		d := wanted[i]
		if r.clock.Now().Before(end) && deliverable(records[i], d) {
			var wait time.Duration
			records[i], wait, err = r.deliverOne(ctx, run, claim, d, message(rendered, d.Name), records[i])
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
// definition, and the record of each.
func (r *Reporter) records(ctx context.Context, run fanlight.Run) (wanted []report.Destination, records []fanlight.Delivery, err error) {
	stored, err := r.ledger.Deliveries(ctx, run)
	if err != nil {
		return nil, nil, err
	}
	for _, d := range run.Definition.Deliver {
		if run.Wants(d.Name) {
			record := stored[d.Name]
			record.Name = d.Name
			wanted, records = append(wanted, d), append(records, record)
		}
	}
	return wanted, records, nil
}

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
func (r *Reporter) deliverOne(ctx context.Context, run fanlight.Run, claim fanlight.Claim, d report.Destination, m fanlight.Message, seen fanlight.Delivery) (fanlight.Delivery, time.Duration, error) {
	next := seen
	next.Fence, next.Tries = claim.Fence, seen.Tries+1
	next.Unknown = seen.Unknown || seen.State == fanlight.DeliverySending // its answer never came to be known
	next.State, next.Error = fanlight.DeliverySending, ""
	if next.Unknown && d.OnUnknown == report.Skip {
		next.State, next.Error = fanlight.DeliveryUnknown, "its answer never came, and it is not to be sent twice"
		stored, err := r.record(ctx, run, seen, next)
		return stored, 0, err
	}
	sending, err := r.record(ctx, run, seen, next)
	if err != nil || sending.State != fanlight.DeliverySending {
		return sending, 0, err
	}
	receipt, err := r.sender.Send(ctx, d, m, sending.Unknown)
	done, wait := outcome(sending, receipt, err)
	recorded, err := r.record(ctx, run, sending, done)
	return recorded, wait, err
}

// record replaces a delivery record that nobody has changed, and that is not of
// a later claim. That it turned out to be sent is as good; any other change
// means that the claim is lost.
func (r *Reporter) record(ctx context.Context, run fanlight.Run, seen, next fanlight.Delivery) (fanlight.Delivery, error) {
	if seen.Fence > next.Fence {
		return seen, errFenced
	}
	stored, ok, err := r.ledger.SetDelivery(ctx, run, seen, next)
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
