// Package cli is the program fanlight: one small file for each command, over
// streams and surroundings that its caller gives.
package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"
)

// Run carries out one command line, without the program's name, and returns the
// exit status: 0 done (of a run: sent, every query good), 1 failed, 2 the
// command line is wrong, 130 interrupted.
func Run(ctx context.Context, args []string, s System) int {
	root := newRoot(&s)
	root.SetArgs(args)
	root.SetIn(s.In)
	root.SetOut(s.Out)
	root.SetErr(s.Err)
	cmd, err := root.ExecuteContextC(ctx)
	return s.status(ctx, cmd, err)
}

func newRoot(s *System) *cobra.Command {
	root := &cobra.Command{
		Use:   "fanlight",
		Short: "Scheduled reports from CloudWatch Logs Insights queries",
		Long: "Fanlight runs the Logs Insights queries of a report side by side, on AWS or over\n" +
			"log files on this machine, and delivers one readable report.",
		Args:                       knownCommand,
		SuggestionsMinimumDistance: nearness,
		SilenceErrors:              true,
		SilenceUsage:               true,
	}
	root.SetFlagErrorFunc(flagError)
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error { return noEmptyFlag(cmd) }
	root.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	addLocal(root, s)
	addDeployed(root, s)
	root.AddCommand(newVersion(s))
	return root
}

// addLocal adds what works on files of this machine.
func addLocal(root *cobra.Command, s *System) {
	root.AddGroup(&cobra.Group{ID: "local", Title: "On this machine:"})
	for _, c := range []*cobra.Command{newRun(s), newQuery(s), newValidate(s), newCompile(s), newNext(s), newLocal(s)} {
		c.GroupID = "local"
		root.AddCommand(c)
	}
}

// addDeployed adds what works on a deployed pipeline.
func addDeployed(root *cobra.Command, s *System) {
	root.AddGroup(&cobra.Group{ID: "deployed", Title: "On a deployed pipeline:"})
	for _, c := range []*cobra.Command{newStart(s), newShow(s), newReplay(s), newResend(s), newBackfill(s), newCancel(s)} {
		c.GroupID = "deployed"
		root.AddCommand(c)
	}
}

// knownCommand refuses what is no command, with the one that may be meant.
func knownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := "fanlight --help lists the commands"
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		hint = fmt.Sprintf("did you mean %s?", near[0])
	}
	return misused("unknown command %q: %s", args[0], hint)
}
