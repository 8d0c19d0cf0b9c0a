package cli

import (
	"fmt"
	"io"
	"slices"

	"github.com/jedib0t/go-pretty/v6/table"
	pretty "github.com/jedib0t/go-pretty/v6/text"

	"github.com/fanlight/fanlight/pkg/text"
)

// writeTable writes columns of text below their names, and nothing without
// rows. A width other than 0 cuts the lines.
func writeTable(w io.Writer, columns []string, rows [][]string, width int) error {
	if len(rows) == 0 {
		return nil
	}
	t := table.NewWriter()
	t.SetStyle(tableStyle())
	t.SetAllowedRowLength(width)
	t.SuppressTrailingSpaces()
	t.SetColumnConfigs(alignment(columns, rows))
	t.AppendHeader(tableRow(columns))
	for _, row := range rows {
		t.AppendRow(tableRow(row))
	}
	_, err := fmt.Fprintln(w, t.Render())
	return err
}

// dropEmptyColumns leaves out the columns in which no row has a value.
func dropEmptyColumns(columns []string, rows [][]string) ([]string, [][]string) {
	var kept []string
	cut := make([][]string, len(rows))
	for i, name := range columns {
		if !slices.ContainsFunc(rows, func(row []string) bool { return row[i] != "" }) {
			continue
		}
		kept = append(kept, name)
		for n, row := range rows {
			cut[n] = append(cut[n], row[i])
		}
	}
	return kept, cut
}

func tableRow(cells []string) table.Row {
	row := make(table.Row, len(cells))
	for i, cell := range cells {
		row[i] = text.Clean(cell)
	}
	return row
}

// alignment puts the digits of numbers below each other.
func alignment(columns []string, rows [][]string) []table.ColumnConfig {
	all := make([]table.ColumnConfig, len(columns))
	for i := range columns {
		side := pretty.AlignLeft
		if numeric(rows, i) {
			side = pretty.AlignRight
		}
		all[i] = table.ColumnConfig{Number: i + 1, Align: side, AlignHeader: side}
	}
	return all
}

func numeric(rows [][]string, column int) bool {
	for _, row := range rows {
		if value := row[column]; value != "" && !isNumber(value) {
			return false
		}
	}
	return true
}

func tableStyle() table.Style {
	style := table.StyleLight
	style.Options = table.Options{SeparateHeader: true}
	style.Box.PaddingLeft, style.Box.PaddingRight = "", "  "
	style.Format.Header = pretty.FormatDefault
	return style
}
