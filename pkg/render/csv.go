package render

import (
	"encoding/csv"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/text"
)

// CSV returns the rows that a document has of a query, as they came, below the names of
// their fields, without @ptr. No cell does anything in a terminal or a spreadsheet.
func CSV(q *fanlight.QueryResult) string {
	names := edition.ColumnNames(q)
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.Write(each(names, text.CSVName)) // a strings.Builder takes every write
	cells := make([]string, len(names))
	for _, row := range q.Rows {
		for i, name := range names {
			cells[i], _ = row.Get(name)
		}
		_ = w.Write(each(cells, text.CSVCell))
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
