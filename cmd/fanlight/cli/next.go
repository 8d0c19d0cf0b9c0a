package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
	"github.com/fanlight/fanlight/pkg/text"
)

// nextTimes is how many times `fanlight next` shows by default.
const nextTimes = 5

// newNext allows unknown ${names} in destinations: it sends nothing.
func newNext(s *System) *cobra.Command {
	files := reportFiles{s: s, noNotes: true}
	cmd := &cobra.Command{
		Use:   "next FILE… [N]",
		Short: "Show when a report is due next, and the windows that it covers then",
		Example: "  fanlight next reports/bot-usage.yaml\n" +
			"  fanlight next reports/ 1",
		Args: arguments(1, -1, "the report file"),
		RunE: func(_ *cobra.Command, args []string) error {
			args, n, err := numberOfTimes(args)
			if err != nil {
				return err
			}
			paths, err := reportPaths(s, args)
			if err != nil {
				return err
			}
			all, err := files.loadTests(paths, files.forEnvironment(source.Options{LenientDeliver: true}))
			if err != nil {
				return err
			}
			return files.writeNextOf(byPath(all), n)
		},
		ValidArgsFunction: completeReports,
	}
	files.addFlags(cmd)
	return cmd
}

// numberOfTimes takes the number that may follow the files.
func numberOfTimes(args []string) (files []string, n int, err error) {
	last := args[len(args)-1]
	if len(args) == 1 || isReportPath(last) {
		return args, nextTimes, nil
	}
	if n, err = strconv.Atoi(last); err != nil || n < 1 {
		return nil, 0, invalid("number of times", last, "1 or more")
	}
	return args[:len(args)-1], n, nil
}

// isReportPath reports whether an argument is a file or a folder, or has the name of a
// report file.
func isReportPath(arg string) bool {
	_, err := os.Stat(arg)
	return err == nil || arg == stdArgument || slices.Contains(reportEndings, filepath.Ext(arg))
}

// writeNextOf writes the next times of each file. A report that is never due is an error if
// it is the only one.
func (f *reportFiles) writeNextOf(groups [][]source.File, n int) error {
	if len(groups) == 1 {
		f.printEach(groups[0])
		return f.writeNextOfFile(groups[0][0], n)
	}
	for i, of := range groups {
		if i > 0 {
			fmt.Fprintln(f.s.Out)
		}
		f.printEach(of)
		if never := f.neverDue(of[0]); never != nil {
			fmt.Fprintln(f.s.Out, never)
			continue
		}
		fmt.Fprintf(f.s.Out, "%s: %s\n", of[0].Report.Name, formatSchedule(of[0].Report))
		if err := f.writeNextOfFile(of[0], n); err != nil {
			return err
		}
	}
	return nil
}

// printEach names the reports of a file with for_each, which are due at the same times.
func (f *reportFiles) printEach(of []source.File) {
	if of[0].Each != "" {
		fmt.Fprintf(f.s.Err, "%s by for_each: %s\n", count(len(of), "report", "reports"), text.Limit(strings.Join(namesOf(of), ", "), mostNames))
	}
}

// neverDue returns why no edition of a report is due in the environment of the values file.
func (f *reportFiles) neverDue(file source.File) error {
	if where := f.elsewhere(file); where != "" {
		return fmt.Errorf("no edition of report %s is due there: it is %s", file.Report.Name, where)
	}
	if err := neverDue(file.Report); err != nil {
		return err
	}
	if _, due := file.Report.Schedule.Next(f.s.Now()); !due {
		return fmt.Errorf("report %s is never due again: %s", file.Report.Name, formatSchedule(file.Report))
	}
	return nil
}

func (f *reportFiles) writeNextOfFile(file source.File, n int) error {
	if err := f.neverDue(file); err != nil {
		return err
	}
	return writeNext(f.s, file.Report, n)
}

func writeNext(s *System, r *report.Report, n int) error {
	t := render.Table{Columns: []render.Column{{Name: "due"}, {Name: "window from"}, {Name: "to"}}}
	due, ok := r.Schedule.Next(s.Now())
	for ; ok && len(t.Rows) < n; due, ok = r.Schedule.Next(due) {
		start, end := r.WindowAt(due)
		t.Rows = append(t.Rows, render.Row{Cells: []string{formatLocal(r, due), formatLocal(r, start), formatLocal(r, end)}})
	}
	_, err := writeTable(s, t, render.TableOptions{})
	if len(t.Rows) < n && r.Schedule.Until != "" {
		fmt.Fprintf(s.Err, "%s is the last day with an edition\n", r.Schedule.Until)
	}
	return err
}
