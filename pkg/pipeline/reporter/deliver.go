package reporter

import (
	"cmp"
	"context"
	"errors"
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
	next       time.Time           // when the first of these may be
	waits      bool                // the release does not count (rule R5)
	moved      bool                // a part was accepted
}

// decided reports whether every destination has a record with a last state.
func (r round) decided() bool {
	return !slices.ContainsFunc(r.deliveries, func(d fanlight.Delivery) bool { return d.State == fanlight.DeliverySending })
}

// leave notes that a destination may be tried again.
func (r *round) leave(d fanlight.Delivery) {
	if !r.left || d.NotBefore.Before(r.next) {
		r.next = d.NotBefore
	}
	r.left = true
	r.waits = r.waits || d.State == fanlight.DeliveryWaiting
}

// deliver sends the stored messages to the destinations that do not have theirs
// yet, and are not left alone for a time (rule R4). The failure or the wait of one does
// not stop another. Those with the fewest tries and parts come first: one that takes
// all the time there is does so once.
func (c claimed) deliver(ctx context.Context, rendered fanlight.Rendered) (round, error) {
	var done round
	wanted, records, err := c.records(ctx)
	if err != nil {
		return done, err
	}
	tried, cut, read := false, false, &reading{messages: rendered.Messages}
	for _, i := range inOrder(records) {
		d, before := wanted[i], records[i].Parts
		switch {
		case records[i].Over(d.OnUnknown) || !c.due(records[i]):
		case c.late():
			cut = true
		default:
			tried = true
			if records[i], err = c.deliverStored(ctx, d, read, records[i]); err != nil {
				return done, err
			}
			done.moved = done.moved || records[i].Parts > before
		}
		if !records[i].Over(d.OnUnknown) {
			done.leave(records[i])
		}
	}
	nothingDue := !tried && !cut
	done.waits = done.waits || nothingDue || tried && cut
	done.deliveries = records
	return done, nil
}

// due reports whether a destination need not be left alone any more: not longer than
// the round may wait for its next step.
func (c claimed) due(d fanlight.Delivery) bool {
	return c.claim.Woken || c.timeLeft() <= 0 || !c.clock.Now().Before(d.NotBefore)
}

// late reports whether a part that begins now could take longer than the function
// has.
func (c claimed) late() bool {
	end := c.claim.Lease.Add(-c.atMost(leaseMargin) - c.atMost(sendTime))
	return !c.clock.Now().Before(end)
}

// records returns the destinations that the round goes to, in the order of the
// definition, and the record of each.
func (c claimed) records(ctx context.Context) (wanted []report.Destination, records []fanlight.Delivery, err error) {
	var stored map[string]fanlight.Delivery
	if c.claim.Fence > 1 { // under the first claim of a round there are none yet
		if stored, err = c.ledger.Deliveries(ctx, c.run); err != nil {
			return nil, nil, err
		}
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

// inOrder returns the records' places: fewest tries first, then fewest parts, else
// in order.
func inOrder(records []fanlight.Delivery) []int {
	places := make([]int, len(records))
	for i := range places {
		places[i] = i
	}
	slices.SortStableFunc(places, func(a, b int) int {
		return cmp.Or(cmp.Compare(records[a].Tries, records[b].Tries), cmp.Compare(records[a].Parts, records[b].Parts))
	})
	return places
}

// deliverStored delivers the stored message of a destination, and returns the last
// record.
func (c claimed) deliverStored(ctx context.Context, d report.Destination, read *reading, seen fanlight.Delivery) (fanlight.Delivery, error) {
	m, err := read.to(ctx, c, d.Name)
	if err != nil {
		return seen, err
	}
	return c.deliverOne(ctx, d, m, seen)
}

// deliverOne delivers to one destination, part by part, with a record before the
// first part and after each. It returns the last record.
func (c claimed) deliverOne(ctx context.Context, d report.Destination, m fanlight.Message, seen fanlight.Delivery) (fanlight.Delivery, error) {
	now, err := c.record(ctx, seen, c.begun(seen, m, d.OnUnknown))
	for err == nil && now.State == fanlight.DeliverySending {
		now, err = c.sendPart(ctx, d, m, now)
	}
	return now, err
}

// begun returns the record of a destination that is tried now. A record that a
// dead reporter left as sending says that an answer never came.
func (c claimed) begun(seen fanlight.Delivery, m fanlight.Message, onUnknown report.OnUnknown) fanlight.Delivery {
	next := seen
	if seen.State == fanlight.DeliverySending {
		next = next.Doubted()
	}
	next.State, next.Error, next.NotBefore = fanlight.DeliverySending, "", time.Time{}
	next.Fence, next.Tries, next.Total = c.claim.Fence, seen.Tries+1, m.PartCount()
	if next.Unknown && onUnknown == report.Skip {
		next.State, next.Error = fanlight.DeliveryUnknown, next.Explain("its answer never came, and it is not to be sent twice")
	}
	return next
}

// sendPart sends the part that comes next, and records the answer.
func (c claimed) sendPart(ctx context.Context, d report.Destination, m fanlight.Message, sending fanlight.Delivery) (fanlight.Delivery, error) {
	part := m.OnePart(sending.Parts)
	part.Epoch, part.Round, part.Before = c.run.Epoch, c.run.Round, sending.Receipt
	if sending.InDoubt() { // an earlier try may have delivered it
		part = deliver.MarkDuplicate(part)
	}
	begun := c.clock.Now()
	receipt, err := c.sender.Send(ctx, d, part)
	done := c.answered(sending, receipt, err)
	c.log.InfoContext(ctx, "delivery tried", c.run.LogAttrs(), "round", c.run.Round, "destination", d.Name, "kind", d.Kind,
		"part", sending.Parts+1, "parts", sending.Total, "state", done.State, "try", sending.Tries, "error", done.Error, "duration_ms", c.since(begun))
	return c.record(ctx, sending, done)
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

// answered returns the record after a provider's answer.
func (c claimed) answered(sending fanlight.Delivery, receipt string, err error) fanlight.Delivery {
	if err != nil {
		return c.refused(sending, err)
	}
	return c.accepted(sending, receipt)
}

// accepted returns the record after a part that the provider accepted: it says
// sending again for the next part, for which no record of its own is written.
func (c claimed) accepted(sending fanlight.Delivery, receipt string) fanlight.Delivery {
	done := sending
	done.Parts++
	done.Receipt = fanlight.JoinReceipts(done.Receipt, receipt)
	switch {
	case done.Parts >= done.Total:
		done.State = fanlight.DeliverySent
	case c.late():
		done.State, done.Tries = fanlight.DeliveryWaiting, 0
	default:
		done.Tries = 1
	}
	return done
}

// refused returns the record after an answer that is an error. The destination is
// left alone as long as its provider asks, else 30 s, doubling with each try.
func (c claimed) refused(sending fanlight.Delivery, err error) fanlight.Delivery {
	done, pause := sending, firstRetry<<max(sending.Tries-1, 0)
	done.State, done.Error = fanlight.DeliveryFailed, done.Explain(err.Error())
	why, ok := errors.AsType[*fanlight.DeliveryError](err)
	switch {
	case !ok:
	case why.Waits():
		done.State, done.Tries, pause = fanlight.DeliveryWaiting, done.Tries-1, max(why.RetryAfter, shortestPause)
	case why.Unknown:
		done = done.Doubted()
		done.State, done.Permanent = fanlight.DeliveryUnknown, why.Permanent
	default:
		done.Permanent = why.Permanent
	}
	if !done.Over(report.Resend) {
		done.NotBefore = c.clock.Now().Add(pause)
	}
	return done
}
