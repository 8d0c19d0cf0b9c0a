package fleet

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"math/rand/v2"
	"time"

	"github.com/aws/smithy-go"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/stack"
)

// process is one invocation of a function. Its actor reaches the account through
// it: it is each API of the adapters, the clock, the random bits, the events and
// the destinations.
type process struct {
	*account
	actor string
	rng   *rand.Rand
	once  bool // no call is tried again
	err   error
}

// invoke begins an invocation, which is billed from its boot to its end.
func (a *account) invoke(actor string, cold bool, handler func(*process) error, ended func(*process)) {
	begun := a.now
	p := &process{account: a, actor: actor, rng: rand.New(rand.NewPCG(a.rng.Uint64(), 1))}
	a.counts.Invocations[actor]++
	p.writeLambdaLines(cold)
	boot := a.model.Boot
	if cold {
		boot = a.model.coldStart(a.rng)
	}
	a.begin(boot, func() { p.err = handler(p) }, func() {
		a.in(a.model.Boot, func() {
			a.counts.Billed[actor] += a.now.Sub(begun)
			if p.err != nil {
				a.failures = append(a.failures, fmt.Errorf("%s: %w", actor, p.err))
			}
			ended(p)
		})
	})
}

// Now implements fanlight.Clock.
func (p *process) Now() time.Time { return p.now }

// Sleep implements fanlight.Clock.
func (p *process) Sleep(_ context.Context, d time.Duration) error {
	p.park(d)
	return nil
}

// Uint64 implements fanlight.Random.
func (p *process) Uint64() uint64 { return p.rng.Uint64() }

// Emit implements fanlight.EventSink.
func (p *process) Emit(_ context.Context, e fanlight.Event) {
	p.counts.Notices[string(e.Kind)]++
	p.writeMetrics(e)
	if e.Kind == fanlight.EventRunEnded {
		p.edition.ended[e.Run] = true
	}
}

// stack returns the deployment as the function's main builds it.
func (p *process) stack() *stack.Stack {
	return &stack.Stack{
		Names: p.names, DynamoDB: p, SQS: p, Logs: p, Clock: p, Random: p, Events: p, Log: p.log(),
		Calls: func(ctx context.Context) fanlight.Calls { return p.newCalls(ctx) },
	}
}

// sdkTries is how often the SDK makes a call that is refused for a quota, and
// sdkBackoff the longest first pause between two (its standard retryer).
const (
	sdkTries   = 3
	sdkBackoff = time.Second
)

// call makes a call, which takes its time and is tried again as the SDK does.
func call[O any](p *process, op string, latency time.Duration, retry bool, do func() (*O, error)) (*O, error) {
	for try := 0; ; try++ {
		out, err := do()
		p.counts.call(Op{p.actor, op}, latency, throttled(err))
		p.park(latency)
		if !retry || p.once || try == sdkTries-1 || !throttled(err) {
			return out, err
		}
		p.park(time.Duration(p.rng.Float64() * math.Pow(2, float64(try)) * float64(sdkBackoff)))
	}
}

func throttled(err error) bool {
	api, ok := errors.AsType[smithy.APIError](err)
	return ok && (api.ErrorCode() == "ThrottlingException" || api.ErrorCode() == "LimitExceededException")
}

// warnings counts the records of a log.
type warnings struct{ counts Counts }

// Enabled implements slog.Handler.
func (warnings) Enabled(_ context.Context, l slog.Level) bool { return l >= slog.LevelWarn }

// Handle implements slog.Handler.
func (w warnings) Handle(_ context.Context, r slog.Record) error {
	w.counts.Notices[r.Message]++
	return nil
}

// WithAttrs implements slog.Handler.
func (w warnings) WithAttrs([]slog.Attr) slog.Handler { return w }

// WithGroup implements slog.Handler.
func (w warnings) WithGroup(string) slog.Handler { return w }
