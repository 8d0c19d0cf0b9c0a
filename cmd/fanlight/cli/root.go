// Package cli is the program fanlight. Each command has a file; what commands
// share lies below them: a deployed stack, their input and output, times,
// tables and progress.
package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"
)

// Run carries out one command line, given without the program's name, and
// returns the exit status: 0 done (of a run: sent, with an answer to every
// query), 1 failed, 2 the command line is wrong. If ctx ends, the command stops,
// and the status is that of the signal in the context's cause, a [Stopped]: 130
// interrupted (also without a cause), 143 terminated.
func Run(ctx context.Context, args []string, s System) int {
	wrong := pretendTerminal(&s)
	out := watchStdout(&s)
	root := newRoot(&s)
	if wrong != nil {
		return s.exitStatus(ctx, root, wrong)
	}
	root.SetArgs(args)
	root.SetIn(s.In)
	root.SetOut(s.Out)
	root.SetErr(s.Err)
	cmd, err := root.ExecuteContextC(ctx)
	return s.exitStatus(ctx, cmd, out.check(err))
}

// Commands returns the program's commands with their help, for programs that document them.
// They are not to be executed.
func Commands() *cobra.Command { return newRoot(&System{Getenv: func(string) string { return "" }}) }

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
	addTopics(root)
	root.SetHelpCommand(newHelp(root))
	return root
}

// addLocal adds the commands that work on files of this machine.
func addLocal(root *cobra.Command, s *System) {
	root.AddGroup(&cobra.Group{ID: "local", Title: "On this machine:"})
	for _, c := range []*cobra.Command{newInit(s), newImport(s), newRun(s), newQuery(s), newValidate(s), newPreview(s), newTest(s), newCompile(s), newNext(s), newSchema(s), newLocal(s)} {
		c.GroupID = "local"
		root.AddCommand(c)
	}
}

// addDeployed adds the commands that work on a deployed stack.
func addDeployed(root *cobra.Command, s *System) {
	root.AddGroup(&cobra.Group{ID: "deployed", Title: "On a deployed stack:"})
	for _, c := range []*cobra.Command{newStart(s), newRuns(s), newWatch(s), newShow(s), newResults(s), newLogs(s), newRender(s), newReplay(s), newResend(s), newBackfill(s), newCancel(s), newCost(s), newDoctor(s)} {
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
	if ours, known := otherNames[args[0]]; known {
		hint = ours
	}
	return usageErrorf("unknown command %q: %s", args[0], hint)
}

// otherNames are names that other programs have for what a command does.
var otherNames = map[string]string{
	"ls":      listsRuns,
	"list":    listsRuns,
	"history": listsRuns,
	"ps":      listsRuns,
	"status":  "fanlight show RUN shows how a run stands",
	"get":     "fanlight show RUN shows how a run stands",
	"tail":    "fanlight watch RUN follows a run, fanlight logs RUN prints its log",
	"follow":  "fanlight watch RUN follows a run",
	"retry":   "fanlight replay RUN runs its queries again, fanlight resend RUN delivers its report again",
	"rerun":   "fanlight replay RUN runs its queries again",
	"stop":    "fanlight cancel RUN ends a run",
	"lint":    "fanlight validate FILE checks report files",
	"check":   "fanlight validate FILE checks report files, fanlight doctor a stack",
	"dev":     "fanlight preview FILE shows a report while you edit it",
	"serve":   "fanlight local serves the stand-in for AWS",
}

const listsRuns = "fanlight runs lists the runs"
