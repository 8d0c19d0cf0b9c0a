package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/stack"
)

func newCancel(s *System) *cobra.Command {
	c := &stackCommand{s: s}
	cmd := &cobra.Command{
		Use:   "cancel RUN",
		Short: "End an open run (no further queries, no further deliveries) or a backfill",
		Example: "  fanlight cancel bot-usage@2026-01-02T12:30:00Z\n" +
			"  fanlight cancel bot-usage@2026-01-01T12:30:00Z..2026-01-31T12:30:00Z",
		Args: arguments(1, 1, "the run"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if id, ok := fanlight.ParseBackfillID(args[0]); ok {
				return c.cancelBackfill(cmd.Context(), id)
			}
			run, err := c.findRun(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			return c.cancel(cmd.Context(), run)
		},
	}
	cmd.ValidArgsFunction = c.completeRun
	c.addFlags(cmd)
	return cmd
}

// cancel ends an open run, and says what of it was done. A run that is cancelled
// already stays as it is.
func (c *stackCommand) cancel(ctx context.Context, run fanlight.Run) error {
	if !run.Open && run.State != fanlight.Cancelled {
		return fmt.Errorf("cannot cancel %s: it has ended as %s", run.ID, run.State)
	}
	answer := fanlight.Answer{Run: run.ID, State: run.State, Epoch: run.Epoch, Round: run.Round}
	if run.Open {
		var err error
		if answer, err = c.cancelOpen(ctx, run); err != nil {
			return err
		}
	}
	done, err := c.ending(ctx, run)
	if err != nil {
		return err
	}
	fmt.Fprintln(c.s.Err, done)
	return c.writeAnswer(answer)
}

// tryPoll is the time between two commands while a reporter tries to deliver.
const tryPoll = time.Second

// cancelOpen sends the command, again and again while a reporter tries to deliver.
func (c *stackCommand) cancelOpen(ctx context.Context, run fanlight.Run) (fanlight.Answer, error) {
	command := c.commandOn(run, fanlight.Command{Action: fanlight.ActionCancel})
	fmt.Fprintf(c.s.Err, "%s: %s\n", command.Action, c.place())
	line := newProgressLine(c.s)
	defer line.clear()
	for begun := c.s.Now(); ; {
		answer, err := c.invoke(ctx, command)
		switch {
		case ctx.Err() != nil:
			line.note("cancel of %s may still be carried out: fanlight show %[1]s", run.ID)
			return answer, ctx.Err()
		case err != nil || answer.Refused == "":
			return answer, err
		case !answer.Busy:
			return answer, fmt.Errorf("cannot cancel %s: %s", run.ID, answer.Refused)
		}
		line.show(fmt.Sprintf("waits for the try of %s · %s", c.tried(ctx, run), c.s.Now().Sub(begun).Truncate(time.Second)))
		if err := (stack.Clock{}).Sleep(ctx, tryPoll); err != nil {
			return answer, err
		}
	}
}

// tried names the destination that a reporter tries to deliver to.
func (c *stackCommand) tried(ctx context.Context, run fanlight.Run) string {
	records, err := c.ledger.Deliveries(ctx, run)
	if err == nil {
		for _, d := range run.Definition.Deliver {
			if records[d.Name].State == fanlight.DeliverySending {
				return d.Name
			}
		}
	}
	return "a reporter"
}

// ending reads what a cancel left of a run.
func (c *stackCommand) ending(ctx context.Context, seen fanlight.Run) (e ending, err error) {
	if e.run, err = c.ledger.Run(ctx, seen.ID); err != nil && !e.run.Newer {
		return e, c.explain("read run "+string(seen.ID), err)
	}
	e.already = !seen.Open
	if e.claim, err = c.ledger.Claim(ctx, e.run); err != nil && !errors.Is(err, ledger.ErrNotFound) {
		return e, err
	}
	details, err := c.ledger.RunDetails(ctx, e.run)
	if err != nil {
		return e, err
	}
	e.deliveries = details.Deliveries
	if e.queries, err = c.ledger.QueryDetails(ctx, e.run); err != nil {
		return e, err
	}
	if e.run.Epoch > 1 {
		e.before, err = c.ledger.EpochState(ctx, e.run, e.run.Epoch-1)
	}
	return e, err
}
