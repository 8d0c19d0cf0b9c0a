// Package dispatcher creates runs: it freezes a run, creates its progress and
// sends one message per query. It also carries out the commands of operators:
// replay, resend, cancel, backfill (rules D1 to D8 of docs/protocol.md).
package dispatcher

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/pipeline/settle"
	"github.com/fanlight/fanlight/pkg/queue"
	"github.com/fanlight/fanlight/pkg/stack"
)

// Dispatcher creates runs and carries out commands. All its methods may be
// repeated after an error: they go on from what is stored.
type Dispatcher struct {
	ledger  *ledger.Ledger
	queries *queue.Queue
	settler *settle.Settler
	calls   func(context.Context) fanlight.Calls
	random  fanlight.Random
	clock   fanlight.Clock
	events  fanlight.EventSink
	log     *slog.Logger
}

// New returns the dispatcher of a stack.
func New(s *stack.Stack) *Dispatcher {
	s = s.As(stack.Dispatcher)
	return &Dispatcher{
		ledger: s.Ledger(), queries: s.Queries(), settler: settle.New(s), calls: s.NewCalls,
		random: s.Random, clock: s.Clock, events: s.Events, log: s.Logger(),
	}
}

// Resume goes on with a run that is dispatching, from whatever exists (rule
// D1), checks whether it is complete (rule D2), and returns it as it is then.
// Any other run is left as it is. A run whose cancel was begun is not
// dispatched (rule J7).
func (d *Dispatcher) Resume(ctx context.Context, run fanlight.Run) (fanlight.Run, error) {
	if run.State != fanlight.Dispatching {
		return run, nil
	}
	cancelled, err := d.cancelled(ctx, run)
	if err != nil {
		return run, fmt.Errorf("dispatch %s epoch %d: %w", run.ID, run.Epoch, err)
	}
	if cancelled {
		run.State, run.Open = fanlight.Cancelled, false
		return run, nil
	}
	return d.sendAll(ctx, run)
}

// sendAll dispatches a run. One whose cancel comes in between is found settled.
func (d *Dispatcher) sendAll(ctx context.Context, run fanlight.Run) (fanlight.Run, error) {
	now, err := d.resume(ctx, run)
	if err != nil {
		return now, fmt.Errorf("dispatch %s epoch %d: %w", run.ID, run.Epoch, err)
	}
	d.log.InfoContext(ctx, "run dispatched", run.LogAttrs(), "queries", run.Total, "state", now.State,
		"duration_ms", d.clock.Now().Sub(run.Begun).Milliseconds())
	return now, nil
}

func (d *Dispatcher) resume(ctx context.Context, run fanlight.Run) (now fanlight.Run, err error) {
	shards, err := d.dispatch(ctx, run, run.Plan())
	if err != nil {
		return run, err
	}
	if now, err = d.ledger.MarkRunning(ctx, run); err != nil {
		return run, err
	}
	if err := d.list(ctx, run); err != nil {
		return now, err
	}
	for _, p := range shards {
		if _, err := d.settler.Finish(ctx, run, p, false); err != nil {
			return now, err
		}
	}
	return now, nil
}

// cancelled finishes the run's cancel if one was begun.
func (d *Dispatcher) cancelled(ctx context.Context, run fanlight.Run) (bool, error) {
	claim, err := d.ledger.Claim(ctx, run)
	if errors.Is(err, ledger.ErrNotFound) {
		return false, nil
	}
	if err != nil || claim.State != fanlight.Cancelled {
		return false, err
	}
	return true, d.FinishCancel(ctx, run)
}

// SendQueries sends one message for each of the queries. All of a report's
// messages are one group, so that a wide report does not starve a small one.
func (d *Dispatcher) SendQueries(ctx context.Context, run fanlight.Run, plan []fanlight.Query, indices []int) error {
	bodies := make([]string, len(indices))
	for n, i := range indices {
		bodies[n] = fanlight.NewQueryMessage(run, plan[i]).Body()
	}
	return d.queries.Send(ctx, run.ID.Report(), bodies...)
}

// list writes the run's line in its report's listing, which no rule reads.
func (d *Dispatcher) list(ctx context.Context, run fanlight.Run) error {
	run.State = fanlight.Running
	return d.ledger.PutListing(ctx, run)
}
