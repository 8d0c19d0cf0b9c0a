package publish

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/pipeline"
	"github.com/fanlight/fanlight/pkg/report"
)

// errFenced means that another reporter took the claim over: this one stops.
var errFenced = errors.New("another reporter holds the claim")

// round is what became of a round's destinations under one claim.
type round struct {
	deliveries []pipeline.Delivery // of every wanted destination
	left       bool                // some may be tried again
	retryAfter time.Duration       // the longest that a provider asked for
}

// deliver sends the stored messages to the destinations that do not have theirs
// yet (rule R4). The failure of one does not stop another. Those with the fewest
// tries come first: one that takes all the time there is does so once.
func (p *Publisher) deliver(ctx context.Context, run pipeline.Run, claim pipeline.Send, rendered pipeline.Rendered) (round, error) {
	var r round
	wanted, records, err := p.records(ctx, run)
	if err != nil {
		return r, err
	}
	// No delivery begins later than it could take before the function's end.
	end := claim.Lease.Add(-p.atMost(leaseMargin) - p.atMost(sendTime))
	for _, i := range byTries(records) {
		d := wanted[i]
		if p.Clock.Now().Before(end) && deliverable(records[i], d) {
			var wait time.Duration
			records[i], wait, err = p.deliverOne(ctx, run, claim, d, message(rendered, d.Name), records[i])
			if err != nil {
				return r, err
			}
			r.retryAfter = max(r.retryAfter, wait)
		}
		r.left = r.left || deliverable(records[i], d)
	}
	r.deliveries = records
	return r, nil
}

// records returns the destinations that the round goes to, in the order of the
// definition, and the record of each.
func (p *Publisher) records(ctx context.Context, run pipeline.Run) (wanted []report.Destination, records []pipeline.Delivery, err error) {
	stored, err := p.Ledger.Deliveries(ctx, run)
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
func byTries(records []pipeline.Delivery) []int {
	places := make([]int, len(records))
	for i := range places {
		places[i] = i
	}
	slices.SortStableFunc(places, func(a, b int) int { return cmp.Compare(records[a].Tries, records[b].Tries) })
	return places
}

// deliverable reports whether a destination may get its message now.
func deliverable(record pipeline.Delivery, d report.Destination) bool {
	switch {
	case record.State == pipeline.DeliverySent, record.Permanent:
		return false
	case record.State == pipeline.DeliveryUnknown:
		return d.OnUnknown != report.Skip
	}
	return true
}

func message(rendered pipeline.Rendered, name string) pipeline.Message {
	for _, m := range rendered.Messages {
		if m.Destination == name {
			return m
		}
	}
	return pipeline.Message{Destination: name}
}

// deliverOne delivers to one destination, with a record before and after.
func (p *Publisher) deliverOne(ctx context.Context, run pipeline.Run, claim pipeline.Send, d report.Destination, m pipeline.Message, seen pipeline.Delivery) (pipeline.Delivery, time.Duration, error) {
	next := seen
	next.Fence, next.Tries = claim.Fence, seen.Tries+1
	next.Unknown = seen.Unknown || seen.State == pipeline.DeliverySending // its answer never came to be known
	next.State, next.Error = pipeline.DeliverySending, ""
	if next.Unknown && d.OnUnknown == report.Skip {
		next.State, next.Error = pipeline.DeliveryUnknown, "its answer never came, and it is not to be sent twice"
		stored, err := p.record(ctx, run, seen, next)
		return stored, 0, err
	}
	sending, err := p.record(ctx, run, seen, next)
	if err != nil || sending.State != pipeline.DeliverySending {
		return sending, 0, err
	}
	receipt, err := p.Sender.Send(ctx, d, m, sending.Unknown)
	done, wait := outcome(sending, receipt, err)
	recorded, err := p.record(ctx, run, sending, done)
	return recorded, wait, err
}

// record replaces a delivery record that nobody has changed, and that is not of
// a later claim. That it turned out to be sent is as good; any other change
// means that the claim is lost.
func (p *Publisher) record(ctx context.Context, run pipeline.Run, seen, next pipeline.Delivery) (pipeline.Delivery, error) {
	if seen.Fence > next.Fence {
		return seen, errFenced
	}
	stored, ok, err := p.Ledger.SetDelivery(ctx, run, seen, next)
	if err == nil && !ok && stored.State != pipeline.DeliverySent {
		err = errFenced
	}
	return stored, err
}

// outcome returns the record of a delivery after its sender's answer.
func outcome(sending pipeline.Delivery, receipt string, err error) (done pipeline.Delivery, wait time.Duration) {
	done = sending
	if err == nil {
		done.State, done.Receipt = pipeline.DeliverySent, receipt
		return done, 0
	}
	done.State, done.Error = pipeline.DeliveryFailed, err.Error()
	var why *pipeline.DeliveryError
	if errors.As(err, &why) {
		done.Permanent, wait = why.Permanent, why.RetryAfter
		if why.Unknown {
			done.State, done.Unknown = pipeline.DeliveryUnknown, true
		}
	}
	return done, wait
}
