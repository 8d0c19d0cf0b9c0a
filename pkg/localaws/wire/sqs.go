package wire

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/fanlight/fanlight/pkg/localaws/sqs"
)

// AddSQS adds SQS with a core's queues. Long polls wait without the lock.
func (s *Server) AddSQS(core *sqs.Core) {
	d := decoder{zero: sqs.Zero}
	p := &poller{server: s, core: core, arrived: make(chan struct{})}
	s.After(p.notify)
	s.again[Call{"sqs", "ReceiveMessage"}] = locked(s, d, core.ReceiveMessage) // without a wait
	s.services["AmazonSQS"] = &service{
		name: "sqs", version: "1.0", namespace: "com.amazonaws.sqs", query: true,
		throttled: &types.RequestThrottled{Message: aws.String("Rate exceeded")},
		operations: map[string]operation{
			"ChangeMessageVisibility":      locked(s, d, core.ChangeMessageVisibility),
			"ChangeMessageVisibilityBatch": locked(s, d, core.ChangeMessageVisibilityBatch),
			"CreateQueue":                  locked(s, d, core.CreateQueue),
			"DeleteMessage":                locked(s, d, core.DeleteMessage),
			"DeleteMessageBatch":           locked(s, d, core.DeleteMessageBatch),
			"DeleteQueue":                  locked(s, d, core.DeleteQueue),
			"GetQueueAttributes":           locked(s, d, core.GetQueueAttributes),
			"GetQueueUrl":                  locked(s, d, core.GetQueueUrl),
			"ListQueues":                   locked(s, d, core.ListQueues),
			"PurgeQueue":                   locked(s, d, core.PurgeQueue),
			"ReceiveMessage":               direct(d, p.receive),
			"SendMessage":                  locked(s, d, core.SendMessage),
			"SendMessageBatch":             locked(s, d, core.SendMessageBatch),
			"SetQueueAttributes":           locked(s, d, core.SetQueueAttributes),
		},
	}
}

// poller waits for messages.
type poller struct {
	server *Server
	core   *sqs.Core

	// Both are guarded by the server's lock.
	arrived chan struct{} // closed when messages arrive, and replaced then
	seen    uint64        // number of arrivals at the last close
}

// notify wakes the long polls if messages have arrived.
func (p *poller) notify() {
	if arrivals := p.core.Arrivals(); arrivals != p.seen {
		p.seen = arrivals
		close(p.arrived)
		p.arrived = make(chan struct{})
	}
}

// receive calls ReceiveMessage until it returns messages, the wait of the request is over, or
// ctx is done. It checks ctx before each call, so that no message goes to a caller that does not
// wait any more.
func (p *poller) receive(ctx context.Context, in *sdk.ReceiveMessageInput) (*sdk.ReceiveMessageOutput, error) {
	var deadline time.Time
	for {
		a, err := p.try(ctx, in)
		if err != nil || len(a.out.Messages) > 0 {
			return a.out, err
		}
		if deadline.IsZero() {
			deadline = time.Now().Add(p.server.packageTime(a.wait))
		}
		left := time.Until(deadline)
		if left <= 0 {
			return a.out, nil
		}
		if err := a.sleep(ctx, left); err != nil {
			return nil, err
		}
	}
}

// attempt is a call of ReceiveMessage, and what to wait for after it.
type attempt struct {
	out     *sdk.ReceiveMessageOutput
	wait    time.Duration   // of the request, by the cores' clock
	next    time.Duration   // until a message is visible, by package time; negative without messages
	arrived <-chan struct{} // closed when messages arrive
}

func (p *poller) try(ctx context.Context, in *sdk.ReceiveMessageInput) (a attempt, err error) {
	p.server.Do(func() {
		if err = ctx.Err(); err != nil {
			return
		}
		arrivals := p.core.Arrivals()
		if a.out, err = p.core.ReceiveMessage(ctx, in); err != nil {
			return
		}
		if len(a.out.Messages) > 0 || p.core.Arrivals() != arrivals { // one may have gone to the dead letters
			p.server.keep(ctx)
		}
		a.wait, a.next, a.arrived = p.core.Wait(in), -1, p.arrived
		if at, ok := p.core.NextVisible(*in.QueueUrl); ok {
			a.next = max(p.server.packageTime(at.Sub(p.server.options.Now())), leastPause)
		}
	})
	return a, err
}

// leastPause is the pause after a call that returned no messages although some are visible, which
// the core's hooks may cause.
const leastPause = 50 * time.Millisecond

// sleep waits for left, or until a message may be visible.
func (a attempt) sleep(ctx context.Context, left time.Duration) error {
	if a.next >= 0 {
		left = min(left, a.next)
	}
	timer := time.NewTimer(left)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
	case <-a.arrived:
	}
	return nil
}
