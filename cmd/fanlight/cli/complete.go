package cli

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// completionTime is how long a shell waits for the stack at most.
const completionTime = time.Second

// completion asks the stack for words that an argument may be. If the stack does not
// answer in time, or at all, there are none: a shell has no place for an error.
func (c *stackCommand) completion(ctx context.Context, ask func(context.Context) ([]string, error)) ([]string, cobra.ShellCompDirective) {
	ctx, cancel := context.WithTimeout(ctx, completionTime)
	defer cancel()
	answers := make(chan []string, 1)
	go func() {
		words, err := []string(nil), c.connect(ctx)
		if err == nil {
			words, err = ask(ctx)
		}
		if err != nil {
			words = nil
		}
		answers <- words
	}()
	select {
	case words := <-answers:
		return words, cobra.ShellCompDirectiveNoFileComp
	case <-ctx.Done():
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
}

// completeReport completes the names of reports, for the first argument.
func (c *stackCommand) completeReport(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return c.completion(cmd.Context(), func(ctx context.Context) ([]string, error) { return c.ledger.Names(ctx) })
}

// mostCompleted is how many runs a shell is offered.
const mostCompleted = 20

// completeRun completes runs for the first argument: the names of reports, which stand for
// their newest runs, and once there is an @, IDs, the newest first.
func (c *stackCommand) completeRun(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	name, err := parseRunName(begun)
	if len(args) > 0 || begun == "" || err != nil || name.prefix == "" && begun != name.report+"@" {
		return c.completeReport(cmd, args, begun)
	}
	words, directive := c.completion(cmd.Context(), func(ctx context.Context) ([]string, error) {
		runs, err := c.listed(ctx, []string{name.report}, begun)
		return idsOf(runs[:min(len(runs), mostCompleted)]), err
	})
	return words, directive | cobra.ShellCompDirectiveKeepOrder
}

func idsOf(runs []ledger.Listed) []string {
	ids := make([]string, len(runs))
	for i, run := range runs {
		ids[i] = string(run.ID)
	}
	return ids
}

// completeQuery completes a run, and as the second argument a query of it.
func (c *stackCommand) completeQuery(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	if len(args) != 1 {
		return c.completeRun(cmd, args, begun)
	}
	return c.completion(cmd.Context(), func(ctx context.Context) ([]string, error) {
		run, err := c.runNamed(ctx, args[0])
		return queriesOf(run), err
	})
}

func queriesOf(run fanlight.Run) []string {
	var names []string
	for _, q := range run.Definition.Queries {
		names = append(names, q.ID)
	}
	return slices.Clip(names)
}

// completeDestination completes the names of a run's destinations, each with its state in
// the run's epoch, also after the commas of a list.
func (c *stackCommand) completeDestination(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return c.completion(cmd.Context(), func(ctx context.Context) ([]string, error) {
		run, err := c.runNamed(ctx, args[0])
		if err != nil {
			return nil, err
		}
		records, err := c.ledger.EpochDeliveries(ctx, run)
		return destinationsOf(run, records, begun[:strings.LastIndex(begun, ",")+1]), err
	})
}

// destinationsOf returns words for a shell: what is given already and a name, a tab, and
// the state.
func destinationsOf(run fanlight.Run, records map[string]fanlight.Delivery, given string) []string {
	var words []string
	for _, d := range run.Definition.Deliver {
		words = append(words, given+d.Name+"\t"+string(cmp.Or(records[d.Name].State, fanlight.DeliveryWaiting)))
	}
	return words
}
