package cli

import (
	"context"
	"slices"
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
