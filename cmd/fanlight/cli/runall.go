package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
)

// reportArguments checks that there is a report file. It explains the error that --logs
// *.log leads to in a shell, and the one of a time with a blank.
func reportArguments(cmd *cobra.Command) cobra.PositionalArgs {
	check := arguments(1, -1, "the report file")
	return func(c *cobra.Command, args []string) error {
		for _, arg := range args[min(1, len(args)):] {
			if clockTime().MatchString(arg) {
				return unexpected(arg)
			}
			if cmd.Flags().Changed("logs") && !isFolder(arg) && !slices.Contains(reportEndings, filepath.Ext(arg)) {
				return logsOfTheirOwn(arg)
			}
		}
		return check(c, args)
	}
}

// runAll runs the report of the arguments or, of several files or a folder, each report,
// one after another.
func (r *runCommand) runAll(ctx context.Context, args []string) error {
	one := len(args) == 1 && !isFolder(args[0])
	if !one {
		if err := r.checkSeveral(); err != nil {
			return err
		}
	}
	definitions, err := r.definitions(args, one)
	if err != nil {
		return err
	}
	if one {
		return r.run(ctx, definitions[0])
	}
	return r.runEach(ctx, definitions)
}

// checkSeveral refuses what only one report can have.
func (r *runCommand) checkSeveral() error {
	switch {
	case r.each != "":
		return usageErrorf("--each names an item of one report file: name that file alone, or leave --each out for all items")
	case *r.format != "text":
		return usageErrorf("-o %s writes one report: name one report file, or --out FOLDER for the files of all", *r.format)
	case r.logs.hasStdin():
		return usageErrorf("--logs - can be read once, and several reports are to run: save the logs to a file")
	}
	return nil
}

// runEach runs reports one after another; the folder of --out gets a folder for each. One
// that fails does not keep the others from their runs.
func (r *runCommand) runEach(ctx context.Context, definitions []*report.Report) error {
	folder, failed := r.folder, 0
	for i, definition := range definitions {
		if i > 0 {
			fmt.Fprintln(r.s.Out)
		}
		if folder != "" {
			r.folder = filepath.Join(folder, definition.Name)
		}
		r.unwritten = nil
		err := r.run(ctx, definition)
		if ctx.Err() != nil {
			return err
		}
		if err == nil {
			continue
		}
		if failed++; !errors.Is(err, errReported) {
			fmt.Fprintf(r.s.Err, "%s: %v\n", definition.Name, err)
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %s failed", failed, count(len(definitions), "report", "reports"))
	}
	return nil
}

// definitions reads the report of one file, or all reports of several.
func (r *runCommand) definitions(args []string, one bool) ([]*report.Report, error) {
	if slices.Contains(args, stdArgument) && r.logs.hasStdin() {
		return nil, usageErrorf("standard input is named for the report and for --logs: save one of them to a file")
	}
	paths, err := reportPaths(r.s, args)
	if err != nil {
		return nil, err
	}
	all, err := r.files.loadTests(paths, source.Options{LenientDeliver: !r.deliver})
	if err != nil {
		return nil, err
	}
	var definitions []*report.Report
	if one {
		definition, err := reportOf(all, r.each)
		if err != nil {
			return nil, err
		}
		definitions = append(definitions, definition)
	} else {
		for _, f := range all {
			definitions = append(definitions, f.Report)
		}
	}
	for _, definition := range definitions {
		r.prepare(definition)
	}
	return definitions, nil
}

// prepare takes from a definition what is not for this machine.
func (r *runCommand) prepare(definition *report.Report) {
	if !r.deliver {
		removeDestinations(definition)
	}
	if !r.onAWS.aws {
		useGroupNames(definition)
	}
}
