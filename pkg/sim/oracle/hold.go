package oracle

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

const (
	renewal  = 90 * time.Second // for which what a worker holds is hidden (rule W1)
	brokenly = time.Minute      // for which a message is hidden that cannot be read (rule W2)
)

func seconds(n int32) time.Duration { return time.Duration(n) * time.Second }

// struckBy notes the time of a fault, and of an answer that entries are not processed.
func (p *Process) struckBy(c Call, out any, now time.Time) {
	part, _ := out.(*dynamodb.BatchWriteItemOutput)
	if c.Fault != "" || part != nil && len(part.UnprocessedItems) > 0 {
		p.blemish = now
		p.unstored = p.unstored || stores(c.Input)
	}
}

// hides notes for how long the messages that the process received last are hidden.
func (p *Process) hides(n int, d time.Duration, now time.Time) {
	for i := range p.messages[len(p.messages)-n:] {
		h := &p.messages[len(p.messages)-n+i]
		h.hidden, h.until = d, now.Add(d)
	}
}

// comesAgain notes that a message is received once more: another process that has it from before may
// not hide it any longer, because its receipt is an older one. The same one renews both.
func (o *Oracle) comesAgain(p *Process, body string) {
	for _, other := range o.live {
		if other == p {
			continue
		}
		for i := range other.messages {
			if h := &other.messages[i]; h.Body == body {
				h.given = true
			}
		}
	}
}

// hidden takes note of messages that are hidden for some time from now on.
func (o *Oracle) hidden(p *Process, in *sqs.ChangeMessageVisibilityBatchInput, out *sqs.ChangeMessageVisibilityBatchOutput) {
	for _, e := range in.Entries {
		if *in.QueueUrl == o.set.QueryQueue {
			o.checkHiding(p, seconds(e.VisibilityTimeout))
		}
		for i := range p.messages {
			h := &p.messages[i]
			switch {
			case h.Receipt != *e.ReceiptHandle:
			case hasFailed(out.Failed, *e.Id): // a message that came too often is a dead letter now
				h.given = h.given || o.set.Receives < maxReceives
			default:
				h.hidden, h.until = seconds(e.VisibilityTimeout), o.world.Now().Add(seconds(e.VisibilityTimeout))
				h.given = h.given || h.hidden != renewal
				o.checkReturn(p, *h)
				o.checkGivesWay(p, *h)
			}
		}
	}
}

// checkReturn holds rule R5: the lease of a claim that was given back ends before its message
// returns, which else finds it alive; and not much before, or another's offer would use up a
// claim. A command may have ended the wait before the message was hidden (rule D5).
func (o *Oracle) checkReturn(p *Process, h held) {
	if h.url != o.set.ReportQueue || h.unreadable {
		return
	}
	m := o.parseReport(h.Body)
	s := o.run(m.Run).at(m.Epoch).round(m.Round)
	if s.holder != p || !s.released || s.woken {
		return
	}
	lease := time.UnixMilli(int64(s.lease)).Add(-p.Skew)
	soon := !p.blemish.IsZero() || o.set.Likely[EarlyTime] || s.roused // the lease may end long before
	if early := h.until.Sub(lease); early <= 0 || !soon && early > queueDelay+time.Second {
		o.violate("R5", "%s gives the claim of %s epoch %d round %d back until %s, and its message returns %s after that", p.Name, m.Run, m.Epoch, m.Round, lease.UTC(), early)
	}
}

// checkRenewed holds rule W1: as long as a worker has a message, nobody else gets it.
func (o *Oracle) checkRenewed(p *Process) {
	if !p.is(worker) || !p.blemish.IsZero() || o.set.Likely[EarlyTime] {
		return
	}
	for i := range p.messages {
		h := &p.messages[i]
		if h.url == o.set.QueryQueue && !h.done && !h.given && h.hidden > 0 && h.until.Before(o.world.Now()) && !o.isSettled(h.query) {
			o.violate("W1", "%s holds query %d of %s epoch %d, whose message is visible since %s", p.Name, h.query.Query.Index, h.query.Run, h.query.Epoch, h.until.UTC())
			h.given = true
		}
	}
}

// isSettled reports whether a query has a winner, or nobody waits for one any more.
func (o *Oracle) isSettled(m queryMessage) bool {
	r := o.run(m.Run)
	if r.meta == nil || !r.open || r.epoch != m.Epoch {
		return true
	}
	shard := r.at(m.Epoch).shard(m.Query.Index)
	return shard != nil && shard.winners[m.Query.Index] != ""
}

// checkHandedBack holds rule W6: what a worker leaves unsettled when it ends is visible
// at once. The process ended well, and no fault struck it.
func (o *Oracle) checkHandedBack(p *Process) {
	if !p.is(worker) || o.set.Likely[EarlyTime] {
		return
	}
	for _, h := range p.messages {
		if h.url == o.set.QueryQueue && !h.done && !h.given && h.until.After(o.world.Now()) && !o.isSettled(h.query) {
			o.violate("W6", "%s ends, and hides query %d of %s epoch %d until %s", p.Name, h.query.Query.Index, h.query.Run, h.query.Epoch, h.until.UTC())
		}
	}
}

// toldBroken takes note of an event about what cannot be read. No actor may find the protocol
// broken otherwise.
func (o *Oracle) toldBroken(p *Process, e fanlight.Event) {
	if p.broken++; !p.is(worker) || e.Run != "" || p.broken > p.strange() {
		o.violate("R2", "told as broken: %s", e.Detail)
	}
}

// strange is how many messages the process received that it cannot read.
func (p *Process) strange() (n int) {
	for _, h := range p.messages {
		if h.unreadable {
			n++
		}
	}
	return n
}

// checkTold holds rule W2: a message that a worker cannot read raises an event, and is hidden
// for a minute.
func (o *Oracle) checkTold(p *Process) {
	if !p.is(worker) {
		return
	}
	if n := p.strange(); p.broken != n {
		o.violate("W2", "%s received %d messages that it cannot read, and told of %d", p.Name, n, p.broken)
	}
	for _, h := range p.messages {
		if h.unreadable && h.hidden != brokenly {
			o.violate("W2", "%s hides a message that it cannot read for %s", p.Name, h.hidden)
		}
	}
}
