package oracle

import (
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

// How long things last by the page, where a process decides it by itself.
var (
	hiding        = []time.Duration{0, 20 * time.Second, brokenly, renewal, quotaHidden} // by a worker (rules W1, W2, W5, W6)
	recordedAfter = 4 * time.Second                                                      // from a start to its record (rule W3)
	leaseMargin   = time.Minute                                                          // by which a lease outlives its holder (rule R1)
)

// checkHiding holds that a worker hides messages for times that a rule has.
func (o *Oracle) checkHiding(p *Process, d time.Duration) {
	if p.is(worker) && !slices.Contains(hiding, d) {
		o.violate("W1", "%s hides messages for %s, which no rule says", p.Name, d)
	}
}

// checkReceives holds that a worker's own receives hide what they take as long as it has it (rule W1).
func (o *Oracle) checkReceives(p *Process, in *sqs.ReceiveMessageInput) {
	if d := seconds(in.VisibilityTimeout); p.is(worker) && d != renewal {
		o.violate("W1", "%s receives messages and hides them for %s", p.Name, d)
	}
}

// unsent takes note of the entries of a batch that a queue did not take, and of those that it took.
func (p *Process) unsent(in *sqs.SendMessageBatchInput, out *sqs.SendMessageBatchOutput) {
	if p.failed == nil {
		p.failed = map[string]bool{}
	}
	for _, e := range in.Entries {
		p.failed[*e.MessageBody] = true
	}
	for _, body := range accepted(in, out) {
		delete(p.failed, body)
	}
}

// checkSentAll holds rule D1: failed entries of a batch are sent again. The process ended well, and refused nothing.
func (o *Oracle) checkSentAll(p *Process) {
	if n := len(p.failed); n > 0 && p.command == "" && !p.refuses {
		o.violate("D1", "%s ends well, and %d messages were not taken", p.Name, n)
	}
}

// checkRecordedSoon holds rule W3: a start is put on record in time, or its query could be paid
// for twice.
func (o *Oracle) checkRecordedSoon(p *Process, e *epochState, was, is *shardState) {
	if !p.is(worker) || !p.blemish.IsZero() || o.set.Likely[EarlyTime] {
		return
	}
	for i, now := range is.starts {
		q := o.queries[now.id]
		if q == nil || was.starts[i] == now || !slices.Contains(p.unrecorded, now.id) {
			continue
		}
		if late := o.world.Now().Sub(q.at); late > recordedAfter+settledAlone {
			o.violate("W3", "%s puts the start of query %d of %s epoch %d on record %s after it", p.Name, i, e.run.id, e.number, late)
		}
	}
}

// checkLease holds rule R1: a reporter's lease lasts a minute longer than it can work.
func (o *Oracle) checkLease(p *Process, s *roundState) {
	if !p.is(reporter) {
		return
	}
	lease := time.UnixMilli(int64(s.lease)).Add(-p.Skew)
	least, most := p.claimsAt.Add(o.set.ReporterTimeout+leaseMargin-time.Second), o.world.Now().Add(o.set.ReporterTimeout+leaseMargin)
	if lease.Before(least) || lease.After(most) {
		o.violate("R1", "%s claims round %d until %s, want %s to %s", p.Name, s.number, lease.UTC(), least.UTC(), most.UTC())
	}
}

// checkHalf holds rule W5: without an answer of late a worker runs half of what the stack may run.
func (o *Oracle) checkHalf(p *Process) {
	if !p.blemish.IsZero() || o.set.Likely[PollsEmpty] || o.set.Likely[EarlyTime] { // it may know less, or hear of nothing
		return
	}
	age := max(pollCounts, 2*o.set.PollInterval)
	if k := p.polls.last; !p.is(worker) || o.set.Limit == 0 || k != nil && o.world.Now().Sub(k.heard) <= age {
		return
	}
	if mine, half := o.uses(p, &poll{}).mine, (o.set.Concurrent+1)/workers; mine >= half {
		o.violate("W5", "%s starts a query, runs %d and knows of no answer of late: it may run %d", p.Name, mine, half)
	}
}
