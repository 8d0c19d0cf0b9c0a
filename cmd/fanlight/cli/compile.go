package cli

import (
	"bytes"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
)

func newCompile(s *System) *cobra.Command {
	d := definitions{s: s}
	var out string
	cmd := &cobra.Command{
		Use:   "compile FILE…",
		Short: "Expand report files into the one JSON file that a deployment reads",
		Args:  arguments(1, -1, "the report file"),
		RunE: func(_ *cobra.Command, paths []string) error {
			reports, err := d.load(paths, source.Options{})
			if err != nil {
				return err
			}
			compiled, err := report.Compile(reports)
			if err != nil {
				return err
			}
			return s.writeCompiled(compiled, out)
		},
	}
	d.addFlags(cmd)
	cmd.Flags().StringVar(&out, "out", "", "`FILE` to write instead of stdout")
	return cmd
}

// writeCompiled writes to stdout if path is empty.
func (s *System) writeCompiled(c *report.Compiled, path string) error {
	if path == "" {
		return writeJSON(s.Out, c)
	}
	var b bytes.Buffer
	if err := writeJSON(&b, c); err != nil {
		return err
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		return fmt.Errorf("write compiled reports: %w", err)
	}
	return nil
}
