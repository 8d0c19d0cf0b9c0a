package cli

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
	"github.com/fanlight/fanlight/pkg/text"
	"github.com/fanlight/fanlight/pkg/wholefile"
)

func newValidate(s *System) *cobra.Command {
	files := reportFiles{s: s}
	cmd := &cobra.Command{
		Use:   "validate FILE…",
		Short: "Check report files, or those of folders, and show every mistake",
		Args:  arguments(1, -1, "the report file"),
		RunE: func(_ *cobra.Command, args []string) error {
			all, _, err := files.loadTree(args, files.forEnvironment(source.Options{ForAWS: true, Now: s.Now()}))
			for _, of := range byPath(all) {
				fmt.Fprintln(s.Out, files.verdict(of))
			}
			return err
		},
		ValidArgsFunction: completeReports,
	}
	files.addFlags(cmd)
	return cmd
}

// verdict says that a report file is fine, and what its reports have.
func (f *reportFiles) verdict(of []source.File) string {
	said := of[0].Path + ": fine"
	if n := f.notes[of[0].Path]; n > 0 {
		said += ", " + count(n, "note", "notes")
	}
	if said += ": "; of[0].Each != "" {
		said += count(len(of), "report", "reports") + " by for_each, "
	}
	var queries, local, destinations int
	for _, file := range of {
		queries, local = queries+len(file.Report.Queries), local+runLocally(file.Report)
		destinations += len(file.Report.Deliver)
	}
	said += fmt.Sprintf("%s (%s), %s, %s", count(queries, "query", "queries"),
		count(local, "runs locally", "run locally"), count(destinations, "destination", "destinations"), formatSchedule(of[0].Report))
	if where := f.elsewhere(of[0]); where != "" {
		said += ", " + where + ", whose ${names} are not checked"
	}
	return said
}

// runLocally returns how many of a report's queries `fanlight run` can run. The others
// are right too, but only AWS runs them.
func runLocally(r *report.Report) (n int) {
	for _, q := range r.Queries {
		if source.RunsLocally(q.Text) {
			n++
		}
	}
	return n
}

func newCompile(s *System) *cobra.Command {
	files := reportFiles{s: s}
	var out string
	cmd := &cobra.Command{
		Use:   "compile FILE…",
		Short: "Expand report files into the one JSON file that a deployment reads",
		Args:  arguments(1, -1, "the report file"),
		RunE: func(_ *cobra.Command, args []string) error {
			paths, err := reportPaths(s, args)
			if err != nil {
				return err
			}
			all, err := files.loadTests(paths, files.forEnvironment(source.Options{ForAWS: true, Now: s.Now()}))
			if err != nil {
				return err
			}
			compiled, err := report.Compile(files.deployed(all), source.Sources)
			if err != nil {
				return err
			}
			return writeCompiled(s, compiled, out)
		},
		ValidArgsFunction: completeReports,
	}
	files.addFlags(cmd)
	cmd.Flags().StringVar(&out, "out", "", "`FILE` to write instead of stdout, which is -")
	return cmd
}

// deployed returns the reports that the environment of the values file has, and prints
// which of them it leaves out.
func (f *reportFiles) deployed(all []source.File) (reports []*report.Report) {
	for _, file := range all {
		if where := f.elsewhere(file); where != "" {
			fmt.Fprintf(f.s.Err, "%s: report %s is left out: %s\n", file.Path, file.Report.Name, where)
			continue
		}
		reports = append(reports, file.Report)
	}
	return reports
}

// writeCompiled writes to stdout if path is empty or -.
func writeCompiled(s *System, c *report.Compiled, path string) error {
	if path == "" || path == stdArgument {
		return writeJSON(s.Out, c)
	}
	var b bytes.Buffer
	if err := writeJSON(&b, c); err != nil {
		return err
	}
	if err := wholefile.Write(path, b.Bytes()); err != nil {
		return fmt.Errorf("write compiled reports: %w", err)
	}
	return nil
}

// nextTimes is how many times `fanlight next` shows by default.
const nextTimes = 5

// newNext allows unknown ${names} in destinations: it sends nothing.
func newNext(s *System) *cobra.Command {
	files := reportFiles{s: s, noNotes: true}
	cmd := &cobra.Command{
		Use:   "next FILE [N]",
		Short: "Show when a report is due next, and the windows that it covers then",
		Args:  arguments(1, 2, "the report file"),
		RunE: func(_ *cobra.Command, args []string) error {
			n, err := numberOfTimes(args[1:])
			if err != nil {
				return err
			}
			all, err := files.loadTests(args[:1], files.forEnvironment(source.Options{LenientDeliver: true}))
			if err != nil {
				return err
			}
			if where := files.elsewhere(all[0]); where != "" {
				return fmt.Errorf("no edition of report %s is due there: it is %s", all[0].Report.Name, where)
			}
			if all[0].Each != "" {
				fmt.Fprintf(s.Err, "%s by for_each: %s\n", count(len(all), "report", "reports"), text.Limit(strings.Join(namesOf(all), ", "), mostNames))
			}
			return writeNext(s, all[0].Report, n)
		},
	}
	files.addFlags(cmd)
	return cmd
}

func numberOfTimes(args []string) (int, error) {
	if len(args) == 0 {
		return nextTimes, nil
	}
	n, err := strconv.Atoi(args[0])
	if err != nil || n < 1 {
		return 0, invalid("number of times", args[0], "1 or more")
	}
	return n, nil
}

func writeNext(s *System, r *report.Report, n int) error {
	if err := neverDue(r); err != nil {
		return err
	}
	t := render.Table{Columns: []render.Column{{Name: "due"}, {Name: "window from"}, {Name: "to"}}}
	due, ok := r.Schedule.Next(s.Now())
	for ; ok && len(t.Rows) < n; due, ok = r.Schedule.Next(due) {
		start, end := r.WindowAt(due)
		t.Rows = append(t.Rows, render.Row{Cells: []string{formatLocal(r, due), formatLocal(r, start), formatLocal(r, end)}})
	}
	if len(t.Rows) == 0 {
		return fmt.Errorf("report %s is never due again: %s", r.Name, formatSchedule(r))
	}
	_, err := writeTable(s, t, render.TableOptions{})
	if len(t.Rows) < n && r.Schedule.Until != "" {
		fmt.Fprintf(s.Err, "%s is the last day with an edition\n", r.Schedule.Until)
	}
	return err
}
