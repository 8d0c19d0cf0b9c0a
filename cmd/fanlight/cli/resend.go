package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

func newResend(s *System) *cobra.Command {
	c := &stackCommand{s: s}
	var to []string
	var failed, now bool
	cmd := &cobra.Command{
		Use:   "resend RUN",
		Short: "Deliver the report of an ended run once more",
		Example: "  fanlight resend bot-usage@2026-01-02T12:30:00Z --failed\n" +
			"  fanlight resend bot-usage@2026-01-02T12:30:00Z --now",
		Args: arguments(1, 1, "the run"),
		RunE: func(cmd *cobra.Command, args []string) error {
			run, err := c.findRun(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			if now {
				return c.sendNow(cmd.Context(), run)
			}
			if run.Open {
				if err := c.explainWait(cmd.Context(), run); err != nil {
					return err
				}
			}
			if failed {
				if to, err = c.undelivered(cmd.Context(), run); err != nil {
					return err
				}
			}
			return c.change(cmd.Context(), run, fanlight.Command{Action: fanlight.ActionResend, Destinations: to})
		},
	}
	cmd.Flags().StringSliceVar(&to, "to", nil, "`NAME` of a destination (may be repeated; default: all)")
	cmd.Flags().BoolVar(&failed, "failed", false, "only the destinations that are not known to have the report")
	cmd.Flags().BoolVar(&now, "now", false, "of a run that is being reported: try its deliveries now that wait")
	cmd.MarkFlagsMutuallyExclusive("to", "failed", "now")
	cmd.ValidArgsFunction = c.completeRun
	_ = cmd.RegisterFlagCompletionFunc("to", c.completeDestination) // the flag is there
	c.addFlags(cmd)
	c.addWait(cmd)
	return cmd
}

// explainWait returns an error for a run that is being reported and waits for its
// next try: it says for what, and which commands end the wait.
func (c *stackCommand) explainWait(ctx context.Context, run fanlight.Run) error {
	claim, err := c.ledger.Claim(ctx, run)
	if errors.Is(err, ledger.ErrNotFound) || err == nil && !claim.Released {
		return nil // the dispatcher says what to do
	}
	if err != nil {
		return c.explain(fmt.Sprintf("read the claim of %s", run.ID), err)
	}
	records, err := c.ledger.Deliveries(ctx, run)
	if err != nil {
		return c.explain(fmt.Sprintf("read the deliveries of %s", run.ID), err)
	}
	words := fmt.Sprintf("cannot resend %s: it is being reported", run.ID)
	for _, d := range run.Definition.Deliver {
		if r, tried := records[d.Name]; tried && !r.Over(d.OnUnknown) {
			next := nextTry(claim, r)
			words += fmt.Sprintf("\n  %s: %s: %s; next try %s", d.Name, whyOpen(r), reason(r), formatNext(next, c.s.Now()))
		}
	}
	return fmt.Errorf("%s\n  fanlight resend %s --now\n  fanlight cancel %[2]s", words, run.ID)
}

// whyOpen says why a delivery is tried again: it failed, or its destination asked to wait.
func whyOpen(r fanlight.Delivery) string {
	if r.State == fanlight.DeliveryWaiting {
		return "waits"
	}
	return fmt.Sprintf("try %d of %d %s", max(r.Tries, 1), fanlight.MaxTries, outcomeWord(r.State))
}

// undelivered returns the destinations that are not known to have the report of
// the run's epoch. None is an error.
func (c *stackCommand) undelivered(ctx context.Context, run fanlight.Run) ([]string, error) {
	records, err := c.ledger.EpochDeliveries(ctx, run)
	if err != nil {
		return nil, c.explain(fmt.Sprintf("read the deliveries of %s", run.ID), err)
	}
	var names []string
	for _, destination := range run.Definition.Deliver {
		if records[destination.Name].State != fanlight.DeliverySent {
			names = append(names, destination.Name)
		}
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("every destination of %s has the report", run.ID)
	}
	return names, nil
}

// sendNow has the deliveries of an open round tried now that wait for a time.
func (c *stackCommand) sendNow(ctx context.Context, run fanlight.Run) error {
	if !run.Open {
		return fmt.Errorf("cannot resend %s now: it has ended as %s, no delivery waits", run.ID, run.State)
	}
	waiting, err := c.waiting(ctx, run)
	if err != nil {
		return err
	}
	command := c.commandOn(run, fanlight.Command{Action: fanlight.ActionResend, Now: true})
	fmt.Fprintf(c.s.Err, "%s: %s\n", command.Action, c.place())
	answer, err := c.invoke(ctx, command)
	switch {
	case err != nil:
		return err
	case answer.Busy:
		return fmt.Errorf("cannot resend %s now: a try is under way", run.ID)
	case answer.Refused != "":
		return fmt.Errorf("cannot resend %s now: %s", run.ID, answer.Refused)
	}
	fmt.Fprintf(c.s.Err, "%s: %s\n", run.ID, waiting)
	if c.wait {
		return c.waitForEnd(ctx, run.ID)
	}
	return c.writeAnswer(answer)
}

// waiting says of the run's round which deliveries are tried now.
func (c *stackCommand) waiting(ctx context.Context, run fanlight.Run) (string, error) {
	records, err := c.ledger.Deliveries(ctx, run)
	if err != nil {
		return "", c.explain(fmt.Sprintf("read the deliveries of %s", run.ID), err)
	}
	var words []string
	for _, d := range run.Definition.Deliver {
		if record := records[d.Name]; run.Wants(d.Name) && !record.Over(d.OnUnknown) {
			words = append(words, fmt.Sprintf("%s is tried now (try %d of %d)", d.Name, record.Tries+1, fanlight.MaxTries))
		}
	}
	if len(words) == 0 {
		return "its deliveries are tried now", nil
	}
	return strings.Join(words, ", "), nil
}
