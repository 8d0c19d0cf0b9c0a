package worker

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/insights"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/pipeline/settle"
	"github.com/fanlight/fanlight/pkg/queue"
	"github.com/fanlight/fanlight/pkg/stack"
)

// Settings configure a worker. The zero value of a field means its default.
type Settings struct {
	Slots        int           // queries that one worker runs at most; default three quarters of Concurrency, for when the other has none left
	Concurrency  int           // queries that the stack runs, those included that no worker holds now; default Slots for each worker, 25 if that is not set either
	Limit        int           // concurrent queries that the account allows; default 100 (Logs quotas)
	Headroom     int           // of these, how many are left to other users of the account; default 10, at most a tenth of Limit
	PollInterval time.Duration // between two polls of the running queries; default 640 ms; five eighths of it while few run
	StartRate    int           // StartQuery calls a second, of all workers together; default 8 of the account's 10
	ReadRate     int           // GetQueryResults calls a second, likewise
	DrainAfter   time.Duration // after which an invocation returns what is left to the queue; default two thirds of the function's timeout
}

func (s Settings) withDefaults() Settings {
	setDefault(&s.Concurrency, cmp.Or(s.Slots*stack.Workers, 25))
	setDefault(&s.Slots, max(1, (3*s.Concurrency+3)/4))
	setDefault(&s.Limit, 100)
	setDefault(&s.Headroom, min(10, s.Limit/10))
	setDefault(&s.PollInterval, 640*time.Millisecond)
	setDefault(&s.StartRate, 8)
	setDefault(&s.ReadRate, 8)
	setDefault(&s.DrainAfter, stack.Worker.Timeout()*2/3)
	return s
}

// validate returns an error for settings with which a worker would start
// nothing, or would not return what is left before its function's timeout.
func (s Settings) validate() error {
	switch most := stack.Worker.Timeout() - renewInterval; {
	case s.Slots < 1:
		return fmt.Errorf("invalid Slots %d: want at least 1", s.Slots)
	case s.Concurrency < 1:
		return fmt.Errorf("invalid Concurrency %d: want at least 1", s.Concurrency)
	case s.Headroom < 0 || s.Limit <= s.Headroom:
		return fmt.Errorf("invalid Limit %d with a Headroom of %d: want a Limit above the Headroom", s.Limit, s.Headroom)
	case s.PollInterval < 0:
		return fmt.Errorf("invalid PollInterval %s: want more than 0", s.PollInterval)
	case s.StartRate < 1:
		return fmt.Errorf("invalid StartRate %d: want at least 1", s.StartRate)
	case s.ReadRate < 1:
		return fmt.Errorf("invalid ReadRate %d: want at least 1", s.ReadRate)
	case s.DrainAfter < 0 || s.DrainAfter > most:
		return fmt.Errorf("invalid DrainAfter %s: want at most %s", s.DrainAfter, most)
	}
	return nil
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// interval returns the time between two calls of one worker, of a rate that all
// workers share.
func interval(rate int) time.Duration { return time.Second * stack.Workers / time.Duration(rate) }

// How the worker treats its messages (rules W1 and W2) and its calls.
const (
	visibility    = 90 * time.Second
	renewInterval = 30 * time.Second
	maxBackoff    = 20 * time.Second // longest pause between two tries of the same thing
	retryDelay    = 20 * time.Second // how long a message is hidden that cannot be worked on yet
	unreadDelay   = time.Minute      // the same of a message that this version cannot read
	mostAhead     = 40               // messages that are held for slots to come, out of the 20 oldest of which SQS gives any
	perActive     = 3                // how many of these for each query that runs
	atOnce        = 10               // messages that one receive gives at most
	quickReceive  = time.Millisecond // after which received messages do not wait for more: a service takes longer, the stand-in does not
	maxTries      = 3                // of a query that Insights fails or loses (rule W5)
	burst         = 5                // calls that may be made at once after a pause
	callTime      = 30 * time.Second // longest call of Logs Insights: one attempt of the SDK that hangs, and a second one
)

// Worker settles queries. One Worker serves all invocations of a function; each
// call of Work has a state of its own. Messages that Work did not finish may be
// given to another call: queries on record are resumed, not started again.
type Worker struct {
	ledger   *ledger.Ledger
	queries  *queue.Queue
	settler  *settle.Settler
	insights *insights.Client
	calls    func(context.Context) fanlight.Calls
	clock    fanlight.Clock
	random   fanlight.Random
	events   fanlight.EventSink
	log      *slog.Logger
	settings Settings
}

// New returns the worker of a stack. It returns an error if the settings are
// out of range.
func New(s *stack.Stack, settings Settings) (*Worker, error) {
	settings = settings.withDefaults()
	if err := settings.validate(); err != nil {
		return nil, fmt.Errorf("set up the worker: %w", err)
	}
	s = s.As(stack.Worker)
	return &Worker{
		ledger: s.Ledger(), queries: s.Queries(), settler: settle.New(s), insights: s.Insights(), calls: s.NewCalls,
		clock: s.Clock, random: s.Random, events: s.Events, log: s.Logger(), settings: settings,
	}, nil
}

// Work settles the queries of the delivered messages, and of as many more as it
// can receive, until nothing is left or it is time to drain (rule W6). It returns
// the IDs of the delivered messages that must be delivered again. It returns an
// error if a step failed and no message was finished; the event source then takes
// the whole batch for failed.
func (w *Worker) Work(ctx context.Context, delivered []queue.Message) (unsettled []string, err error) {
	s := newInvocation(w, w.calls(context.WithoutCancel(ctx)))
	defer s.calls.End()
	s.begin(ctx, delivered)
	for ctx.Err() == nil && s.now().Before(s.until) {
		s.step(ctx)
		if s.idle() {
			break
		}
		s.await(ctx, s.appointment())
	}
	s.drain(context.WithoutCancel(ctx))
	return s.unsettled(), s.report(ctx)
}
