package cli

import (
	"encoding/csv"
	"io"

	"github.com/fanlight/fanlight/pkg/text"
)

// writeCSV writes a header, with the query's own names, and the rows. No cell has a
// character that a terminal would obey, or is a formula for a spreadsheet.
func writeCSV(w io.Writer, columns []string, rows [][]string) error {
	c := csv.NewWriter(w)
	if err := c.Write(mapped(columns, text.CSVName)); err != nil {
		return err
	}
	for _, row := range rows {
		if err := c.Write(mapped(row, text.CSVCell)); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

func mapped[T any](cells []T, change func(T) string) []string {
	changed := make([]string, len(cells))
	for i, cell := range cells {
		changed[i] = change(cell)
	}
	return changed
}
