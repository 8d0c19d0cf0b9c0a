package render

import (
	"encoding/csv"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/text"
)

// CSV returns the rows that a document has of a query, as they came, below the names of
// their fields, without @ptr. No cell does anything in a terminal or a spreadsheet.
func CSV(q *fanlight.QueryResult) string {
	names := columnNames(q)
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.Write(each(names, text.CSVName)) // a strings.Builder takes every write
	for _, row := range valuesOf(q, names) {
		_ = w.Write(each(row, text.CSVCell))
	}
	w.Flush()
	return b.String()
}

func each(cells []string, change func(string) string) []string {
	cells = slices.Clone(cells)
	for i := range cells {
		cells[i] = change(cells[i])
	}
	return cells
}
