// Package cli is the program fanlight. Each command has a file; what commands
// share lies below them: a deployed stack, their input and output, times,
// tables and progress.
package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/text"
)

// Run carries out one command line, given without the program's name, and
// returns the exit status: 0 done (of a run: sent, with an answer to every
// query), 1 failed, 2 the command line is wrong, 130 interrupted.
func Run(ctx context.Context, args []string, s System) int {
	root := newRoot(&s)
	root.SetArgs(args)
	root.SetIn(s.In)
	root.SetOut(s.Out)
	root.SetErr(s.Err)
	cmd, err := root.ExecuteContextC(ctx)
	return s.exitStatus(ctx, cmd, err)
}

func newRoot(s *System) *cobra.Command {
	root := &cobra.Command{
		Use:   "fanlight",
		Short: "Scheduled reports from CloudWatch Logs Insights queries",
		Long: "Fanlight runs the Logs Insights queries of a report in parallel, on AWS or over\n" +
			"log files on this machine, and delivers one readable report.",
		Args:                       knownCommand,
		SuggestionsMinimumDistance: maxSlips,
		SilenceErrors:              true,
		SilenceUsage:               true,
	}
	root.SetFlagErrorFunc(flagError)
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error { return noEmptyFlag(cmd) }
	showVersion := root.Flags().Bool("version", false, "show version, commit and Go version")
	root.RunE = func(cmd *cobra.Command, _ []string) error {
		if *showVersion {
			return writeVersion(s.Out)
		}
		return cmd.Help()
	}
	addLocal(root, s)
	addDeployed(root, s)
	root.AddCommand(newVersion(s))
	return root
}

// addLocal adds the commands that work on files of this machine.
func addLocal(root *cobra.Command, s *System) {
	root.AddGroup(&cobra.Group{ID: "local", Title: "On this machine:"})
	for _, c := range []*cobra.Command{newRun(s), newQuery(s), newValidate(s), newCompile(s), newNext(s), newLocal(s)} {
		c.GroupID = "local"
		root.AddCommand(c)
	}
}

// addDeployed adds the commands that work on a deployed stack.
func addDeployed(root *cobra.Command, s *System) {
	root.AddGroup(&cobra.Group{ID: "deployed", Title: "On a deployed stack:"})
	for _, c := range []*cobra.Command{newStart(s), newShow(s), newReplay(s), newResend(s), newBackfill(s), newCancel(s)} {
		c.GroupID = "deployed"
		root.AddCommand(c)
	}
}

// knownCommand refuses an unknown command, and suggests the nearest one.
func knownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := "fanlight --help lists the commands"
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		hint = fmt.Sprintf("did you mean %s?", near[0])
	}
	return usageErrorf("unknown command %q: %s", args[0], hint)
}

// exitStatus prints what a command's error says and was not printed yet, and
// returns the exit status.
func (s *System) exitStatus(ctx context.Context, cmd *cobra.Command, err error) int {
	var usage *usageError
	switch {
	case err == nil && ctx.Err() == nil, errors.Is(err, errStopped):
		return 0
	case ctx.Err() != nil:
		fmt.Fprintln(s.Err, "fanlight: interrupted")
		return statusInterrupted
	case errors.As(err, &usage):
		fmt.Fprintf(s.Err, "fanlight: %s\nUsage: %s\n", text.CleanLines(err.Error()), cmd.UseLine())
		return statusUsage
	}
	if err := unreported(err); err != nil {
		fmt.Fprintf(s.Err, "fanlight: %s\n", text.CleanLines(err.Error()))
	}
	return statusFailed
}

// unreported returns err without the parts that the command has printed itself.
func unreported(err error) error {
	if !errors.Is(err, errReported) {
		return err
	}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return nil
	}
	var left []error
	for _, e := range joined.Unwrap() {
		left = append(left, unreported(e))
	}
	return errors.Join(left...)
}
