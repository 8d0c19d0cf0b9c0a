package fleet

import (
	"context"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// overlap makes calls of one invocation that overlap: each is a coroutine of its
// own, so that each takes its own time.
type overlap struct {
	*process
	ctx     context.Context
	answers []fanlight.Reply // that came and were not taken, oldest first
	owner   waiter           // while it waits for one
	over    bool
}

func (p *process) newCalls(ctx context.Context) *overlap { return &overlap{process: p, ctx: ctx} }

// Begin implements fanlight.Calls. The deadline does not matter: no call of the
// model takes that long.
func (o *overlap) Begin(_ time.Time, call func(context.Context) fanlight.Reply) {
	o.begin(0, func() {
		answer := call(o.ctx)
		o.answers = append(o.answers, answer)
		o.wake(&o.owner)
	}, func() {})
}

// Next implements fanlight.Calls.
func (o *overlap) Next(_ context.Context, until time.Time) (answer fanlight.Reply, ok bool) {
	if len(o.answers) == 0 {
		o.wait(&o.owner, until)
	}
	if len(o.answers) == 0 || o.over {
		return nil, false
	}
	answer, o.answers = o.answers[0], o.answers[1:]
	return answer, true
}

// End implements fanlight.Calls. What is under way goes on, as in the service; its
// answers are dropped.
func (o *overlap) End() { o.over = true }
