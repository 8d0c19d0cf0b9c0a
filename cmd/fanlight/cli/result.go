package cli

import (
	"bufio"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// writeResult writes the rows of a query to stdout. Only JSON has the pointers
// of the events: they are for programs.
func writeResult(s *System, r cwli.Result, format string) error {
	out := bufio.NewWriter(s.Out)
	var err error
	switch format {
	case "json":
		err = writeObjects(out, r.Rows)
	case "csv":
		err = writeCSV(out, shownColumns(r.Columns), cells(r))
	default:
		err = writeTable(out, shownColumns(r.Columns), cells(r), s.Width(s.Out))
	}
	if err != nil {
		return err
	}
	return out.Flush()
}

func shownColumns(all []string) []string {
	var shown []string
	for _, name := range all {
		if name != syntax.Pointer {
			shown = append(shown, name)
		}
	}
	return shown
}

// cells returns the values of the shown columns; one that a row leaves out is
// empty.
func cells(r cwli.Result) [][]string {
	columns := shownColumns(r.Columns)
	place := make(map[string]int, len(columns))
	for i, name := range columns {
		place[name] = i
	}
	rows := make([][]string, len(r.Rows))
	for n, row := range r.Rows {
		rows[n] = make([]string, len(columns))
		for _, f := range row {
			if i, shown := place[f.Name]; shown {
				rows[n][i] = f.Value
			}
		}
	}
	return rows
}
