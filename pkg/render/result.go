package render

import (
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// resultTable returns a query's rows as the report shows them: without @ptr,
// which only machines read, and with the digits of numbers grouped. All its
// texts are clean.
func resultTable(q *fanlight.QueryResult) *Table {
	names := columnNames(q)
	t := NewTable(names, valuesOf(q, names))
	t.more = q.Kept() - len(q.Rows)
	for i := range t.Columns {
		t.Columns[i].Name = clean(t.Columns[i].Name, maxTitle)
		for _, row := range t.Rows {
			if value := row.Cells[i]; value != "" && t.Columns[i].Right && !isLabel(names[i]) {
				row.Cells[i] = formatNumber(value)
			}
			row.Cells[i] = clean(row.Cells[i], maxCell)
		}
	}
	return &t
}

// columnNames returns the document's columns, and those that only its rows
// know.
func columnNames(q *fanlight.QueryResult) []string {
	seen := map[string]bool{"@ptr": true}
	var names []string
	add := func(name string) {
		if !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	for _, name := range q.Columns {
		add(name)
	}
	for _, row := range q.Rows {
		for _, f := range row {
			add(f.Name)
		}
	}
	return names
}

// valuesOf returns the values of the named columns, row by row; one that a row
// does not have is empty.
func valuesOf(q *fanlight.QueryResult, names []string) [][]string {
	rows := make([][]string, len(q.Rows))
	for i, row := range q.Rows {
		rows[i] = make([]string, len(names))
		for k, name := range names {
			rows[i][k], _ = row.Get(name)
		}
	}
	return rows
}

// nameUTC says at the columns of times that they are in UTC, for a report that
// shows its own times in another zone.
func (t *Table) nameUTC() {
	for i := range t.Columns {
		if c := &t.Columns[i]; c.time {
			c.Name += " (UTC)"
		}
	}
}

// all reports whether a column has values and each of them is one of those.
func all(rows [][]string, column int, those func(string) bool) bool {
	some := false
	for _, row := range rows {
		value := row[column]
		if value == "" {
			continue
		}
		if !those(value) {
			return false
		}
		some = true
	}
	return some
}

// isTime reports whether s is a time as Logs Insights writes it.
func isTime(s string) bool {
	_, err := time.Parse("2006-01-02 15:04:05.000", s)
	return err == nil && len(s) == len("2006-01-02 15:04:05.000")
}

// isLabel reports whether a column's numbers name things, by its name: their
// digits are not grouped.
func isLabel(name string) bool {
	lower := strings.ToLower(name)
	for _, suffix := range []string{"code", "status", "year", "port", "version", "_id", ".id", "@timestamp"} {
		if strings.HasSuffix(lower, suffix) {
			return true
		}
	}
	return lower == "id" || strings.HasSuffix(name, "Id") || strings.HasSuffix(name, "ID")
}
