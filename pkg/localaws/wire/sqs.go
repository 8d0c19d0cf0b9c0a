package wire

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/fanlight/fanlight/pkg/localaws/sqs"
)

// AddSQS serves a core's queues. Long polls wait here, outside the lock.
func (s *Server) AddSQS(core *sqs.Core) {
	d := decoder{zero: sqs.Zero}
	p := &poller{server: s, core: core, bell: make(chan struct{})}
	s.After(p.ring)
	s.services["AmazonSQS"] = &service{
		name: "sqs", version: "1.0", namespace: "com.amazonaws.sqs", query: true,
		throttled: &types.RequestThrottled{Message: aws.String("Rate exceeded")},
		operations: map[string]operation{
			"ChangeMessageVisibility":      locked(s, d, core.ChangeMessageVisibility),
			"ChangeMessageVisibilityBatch": locked(s, d, core.ChangeMessageVisibilityBatch),
			"CreateQueue":                  locked(s, d, core.CreateQueue),
			"DeleteMessage":                locked(s, d, core.DeleteMessage),
			"DeleteMessageBatch":           locked(s, d, core.DeleteMessageBatch),
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
	bell chan struct{} // closed when messages have arrived, then replaced
	seen uint64        // arrivals that it has rung for
}

func (p *poller) ring() {
	if arrivals := p.core.Arrivals(); arrivals != p.seen {
		p.seen = arrivals
		close(p.bell)
		p.bell = make(chan struct{})
	}
}

// receive looks until there are messages, the asked time is over, or ctx is done. A caller
// who has gone takes no message away: each look begins by asking for him.
func (p *poller) receive(ctx context.Context, in *sdk.ReceiveMessageInput) (*sdk.ReceiveMessageOutput, error) {
	var deadline time.Time
	for {
		l, err := p.look(ctx, in)
		if err != nil || len(l.out.Messages) > 0 {
			return l.out, err
		}
		if deadline.IsZero() {
			deadline = time.Now().Add(p.server.lasting(l.wait))
		}
		left := time.Until(deadline)
		if left <= 0 {
			return l.out, nil
		}
		if err := l.sleep(ctx, left); err != nil {
			return nil, err
		}
	}
}

// look is one try, and what to wait for after it.
type look struct {
	out  *sdk.ReceiveMessageOutput
	wait time.Duration   // that the request asks for, by the cores' clock
	next time.Duration   // until a message is visible, in package time; negative without messages
	bell <-chan struct{} // rings when messages have arrived
}

func (p *poller) look(ctx context.Context, in *sdk.ReceiveMessageInput) (l look, err error) {
	p.server.Do(func() {
		if err = ctx.Err(); err != nil {
			return
		}
		if l.out, err = p.core.ReceiveMessage(ctx, in); err != nil {
			return
		}
		l.wait, l.next, l.bell = p.core.Wait(in), -1, p.bell
		if at, ok := p.core.NextVisible(*in.QueueUrl); ok {
			l.next = max(p.server.lasting(at.Sub(p.server.options.Now())), reluctance)
		}
	})
	return l, err
}

// reluctance is when to look again if the queue has visible messages but gave none,
// which its hooks may decide.
const reluctance = 50 * time.Millisecond

func (l look) sleep(ctx context.Context, left time.Duration) error {
	if l.next >= 0 {
		left = min(left, l.next)
	}
	timer := time.NewTimer(left)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
	case <-l.bell:
	}
	return nil
}
