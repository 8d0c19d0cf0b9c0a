package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
)

// definitions reads report files with the values that the command line names,
// and tells what is wrong with them.
type definitions struct {
	s      *System
	values string
	quiet  bool // about what stops nothing
}

func (d *definitions) addFlags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&d.values, "values", "", "`FILE` of what ${names} in report files stand for")
}

// load returns the reports of the files; whatever is wrong has been told when
// it fails.
func (d *definitions) load(paths []string, options source.Options) ([]*report.Report, error) {
	values := source.DefaultValues()
	if d.values != "" {
		var err error
		if values, err = source.LoadValues(d.values); err != nil {
			return nil, d.tell(err)
		}
	}
	reports, notes, err := source.LoadFiles(paths, values, options)
	if err != nil {
		return nil, d.tell(err)
	}
	if !d.quiet {
		for _, note := range notes {
			fmt.Fprintf(d.s.Err, "note: %s\n", note)
		}
	}
	return reports, nil
}

// tell shows problems below each other, each with its place in the file, and
// how many there are.
func (d *definitions) tell(err error) error {
	var problems source.Problems
	if !errors.As(err, &problems) {
		return err
	}
	for _, p := range problems {
		io.WriteString(d.s.Err, p.Format())
	}
	fmt.Fprintf(d.s.Err, "fanlight: %s%s\n", count(len(problems), "problem", "problems"), d.remedy(problems))
	return errTold
}

// remedy points at --values if ${names} are what is missing.
func (d *definitions) remedy(problems source.Problems) string {
	for _, p := range problems {
		if d.values == "" && strings.Contains(p.Message, "${") {
			return "; --values FILE says what ${names} stand for"
		}
	}
	return ""
}

// count says how many there are of a thing.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
