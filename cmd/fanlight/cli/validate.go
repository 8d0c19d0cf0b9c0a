package cli

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
	"github.com/fanlight/fanlight/pkg/wholefile"
)

func newValidate(s *System) *cobra.Command {
	files, estimates := reportFiles{s: s}, live{s: s}
	var format *string
	cmd := &cobra.Command{
		Use:   "validate FILE…",
		Short: "Check report files, or those of folders, and show every mistake",
		Example: "  fanlight validate reports/\n" +
			"  fanlight validate reports/bot-usage.yaml --values prod.yaml\n" +
			"  cat report.yaml | fanlight validate -",
		Args: arguments(1, -1, "the report file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := estimates.check(cmd); err != nil {
				return err
			}
			files.asData = *format == "json"
			if files.asData && estimates.wanted {
				return usageErrorf("-o json has what is wrong with the files, --live what they would scan: leave one out")
			}
			all, _, err := files.loadTree(args, files.forEnvironment(source.Options{ForAWS: true, Now: s.Now()}))
			if files.asData {
				return files.writeValidJSON(all, err)
			}
			if err == nil && estimates.wanted {
				return estimates.print(cmd.Context(), files.deployed(all))
			}
			for _, of := range byPath(all) {
				fmt.Fprintln(s.Out, files.verdict(of))
			}
			return err
		},
		ValidArgsFunction: completeReports,
	}
	files.addFlags(cmd)
	format = formatFlag{"text", "json"}.add(cmd)
	estimates.addFlags(cmd, "show what the reports would scan and cost")
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
	files, estimates := reportFiles{s: s}, live{s: s}
	var out string
	cmd := &cobra.Command{
		Use:   "compile FILE…",
		Short: "Expand report files into the one JSON file that a deployment reads",
		Example: "  fanlight compile reports/ --values prod.yaml --out build/reports.json\n" +
			"  fanlight compile reports/bot-usage.yaml | jq '.reports[].report'",
		Args: arguments(1, -1, "the report file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			paths, err := reportPaths(s, args)
			if err = errors.Join(err, estimates.check(cmd)); err != nil {
				return err
			}
			all, err := files.loadTests(paths, files.forEnvironment(source.Options{ForAWS: true, Now: s.Now()}))
			if err != nil {
				return err
			}
			reports := files.deployed(all)
			compiled, err := report.Compile(reports, source.Sources)
			if err == nil && estimates.wanted {
				err = estimates.addTo(cmd.Context(), compiled, reports)
			}
			if err != nil {
				return err
			}
			return writeCompiled(s, compiled, out)
		},
		ValidArgsFunction: completeReports,
	}
	files.addFlags(cmd)
	estimates.addFlags(cmd, "write what the reports scan a day into the file")
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
