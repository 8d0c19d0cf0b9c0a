package stack

import (
	"context"
	"sync"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// NewCalls returns what makes overlapping calls for one invocation, by the
// stack's Calls. Its owner ends it.
func (s *Stack) NewCalls(ctx context.Context) fanlight.Calls {
	if s.Calls == nil {
		return &orderly{ctx: ctx, clock: s.Clock}
	}
	return s.Calls(ctx)
}

// concurrent makes each call on a goroutine of its own. The goroutine ends when
// its answer is taken, or at End.
type concurrent struct {
	ctx      context.Context
	cancel   context.CancelFunc
	answers  chan fanlight.Reply
	underWay sync.WaitGroup
}

// Concurrent returns Calls that make each call on a goroutine of its own. The
// calls' contexts derive from ctx.
func Concurrent(ctx context.Context) fanlight.Calls {
	ctx, cancel := context.WithCancel(ctx)
	return &concurrent{ctx: ctx, cancel: cancel, answers: make(chan fanlight.Reply)}
}

// Begin implements fanlight.Calls.
func (c *concurrent) Begin(deadline time.Time, call func(context.Context) fanlight.Reply) {
	c.underWay.Go(func() {
		ctx, cancel := context.WithDeadline(c.ctx, deadline)
		defer cancel()
		answer := call(ctx)
		select {
		case c.answers <- answer:
		case <-c.ctx.Done():
		}
	})
}

// Next implements fanlight.Calls. Of an answer that has come and a time that is
// over, the answer wins.
func (c *concurrent) Next(ctx context.Context, until time.Time) (answer fanlight.Reply, ok bool) {
	timer := time.NewTimer(time.Until(until))
	defer timer.Stop()
	select {
	case answer = <-c.answers:
		return answer, true
	default:
	}
	select {
	case answer = <-c.answers:
		return answer, true
	case <-timer.C:
	case <-ctx.Done():
	}
	return nil, false
}

// End implements fanlight.Calls.
func (c *concurrent) End() {
	c.cancel()
	c.underWay.Wait()
}

// orderly makes one call after the other, each when it begins. It needs no
// goroutine, so that what a test sees is a function of the test.
type orderly struct {
	ctx     context.Context
	clock   fanlight.Clock
	answers []fanlight.Reply
}

// Begin implements fanlight.Calls: it returns when the call has ended. The call
// gets no deadline.
func (o *orderly) Begin(_ time.Time, call func(context.Context) fanlight.Reply) {
	o.answers = append(o.answers, call(o.ctx))
}

// Next implements fanlight.Calls.
func (o *orderly) Next(ctx context.Context, until time.Time) (answer fanlight.Reply, ok bool) {
	if len(o.answers) > 0 {
		answer, o.answers = o.answers[0], o.answers[1:]
		return answer, true
	}
	if wait := until.Sub(o.clock.Now()); wait > 0 {
		_ = o.clock.Sleep(ctx, wait) // its only error is that of ctx, which the caller looks at
	}
	return nil, false
}

// End implements fanlight.Calls.
func (o *orderly) End() { o.answers = nil }
