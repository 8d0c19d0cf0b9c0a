package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
	"github.com/fanlight/fanlight/pkg/text"
)

// reportFiles reads report files with the values that the command line names,
// and prints what is wrong with them.
type reportFiles struct {
	s       *System
	values  string
	noNotes bool // print mistakes only

	asData bool            // keep notes and mistakes for JSON instead of printing them
	noted  source.Problems // with asData: the notes

	notes       map[string]int // by file: how many were printed
	environment string         // of the values, once they are read
}

func (f *reportFiles) addFlags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.values, "values", "", "`FILE` with the values of ${names} in report files")
}

// forEnvironment lets the files be read for the environment of the values file, if one is
// named: it may not have some of the reports.
func (f *reportFiles) forEnvironment(o source.Options) source.Options {
	o.ValuesFile = f.values
	return o
}

// load returns the reports of the files. If it fails it has printed every
// mistake.
func (f *reportFiles) load(paths []string, options source.Options) (reports []*report.Report, err error) {
	files, err := f.loadTests(paths, options)
	for _, file := range files {
		reports = append(reports, file.Report)
	}
	return reports, err
}

// loadTree returns the reports of the arguments with their tests. Of folders it takes those
// below them, too, with the values files there unless the command line names one.
func (f *reportFiles) loadTree(args []string, options source.Options) ([]source.File, *reportTree, error) {
	tree, err := reportsBelow(f.s, args, f.values == "")
	if err != nil {
		return nil, nil, err
	}
	if options.ValuesOf, err = tree.values(); err != nil {
		return nil, nil, f.printProblems(err)
	}
	files, err := f.loadTests(tree.paths, options)
	return files, tree, err
}

// loadTests is load with the tests of the files.
func (f *reportFiles) loadTests(paths []string, options source.Options) ([]source.File, error) {
	values := source.DefaultValues()
	if f.values != "" {
		var err error
		if values, err = source.LoadValues(f.values); err != nil {
			return nil, f.printProblems(err)
		}
	}
	f.environment, options.Stdin = values["env"], f.s.In
	files, notes, err := source.LoadTests(paths, values, options)
	if err != nil {
		return nil, f.printProblems(err)
	}
	f.printNotes(notes)
	return files, nil
}

func (f *reportFiles) printNotes(notes source.Problems) {
	if f.noNotes {
		return
	}
	if f.asData {
		f.noted = notes
		return
	}
	f.notes = map[string]int{}
	for _, note := range notes {
		f.notes[note.File]++
		fmt.Fprintf(f.s.Err, "note: %s\n", text.Clean(note.String()))
	}
}

// printProblems prints each problem with its place in the file, and how many
// there are.
func (f *reportFiles) printProblems(err error) error {
	var problems source.Problems
	if !errors.As(err, &problems) || f.asData {
		return err
	}
	for _, p := range problems {
		fmt.Fprint(f.s.Err, text.CleanLines(p.Format()))
	}
	fmt.Fprintf(f.s.Err, "fanlight: %s%s\n", count(problems.Count(), "problem", "problems"), f.remedy(problems))
	return errReported
}

// remedy recommends --values if ${names} have no value.
func (f *reportFiles) remedy(problems source.Problems) string {
	for _, p := range problems {
		if f.values == "" && strings.Contains(p.Message, "${") {
			return "; --values FILE says what ${names} stand for"
		}
	}
	return ""
}

// removeDestinations removes the destinations of a report, and its owner.
func removeDestinations(r *report.Report) { r.Deliver, r.Owner = nil, nil }
