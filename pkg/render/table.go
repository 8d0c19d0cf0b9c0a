package render

import (
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// table holds a query's rows with the cells of a column side by side.
type table struct {
	columns []column
	rows    [][]string
}

type column struct {
	name    string
	numeric bool
	time    bool // all its values are times as Logs Insights writes them, in UTC
}

// whole reports whether the column's values say something else when cut.
func (c column) whole() bool { return c.numeric || c.time }

// newTable takes over the columns of a result but @ptr, which only machines
// read.
func newTable(q *fanlight.QueryResult) *table {
	t := &table{rows: make([][]string, len(q.Rows))}
	for _, name := range columnNames(q) {
		t.add(name, q.Rows)
	}
	return t
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

func (t *table) add(name string, rows []fanlight.Row) {
	numeric := all(name, rows, isNumber)
	t.columns = append(t.columns, column{clean(name, maxTitle), numeric, all(name, rows, isTime)})
	for i, row := range rows {
		value, _ := row.Get(name)
		if numeric && !isLabel(name) && value != "" {
			value = formatNumber(value)
		}
		t.rows[i] = append(t.rows[i], clean(value, maxCell))
	}
}

// nameUTC says at the columns of times that they are in UTC, for a report that
// shows its own times in another zone.
func (t *table) nameUTC() {
	for i := range t.columns {
		if c := &t.columns[i]; c.time {
			c.name += " (UTC)"
		}
	}
}

// all reports whether a column has values and each of them is one of those.
func all(name string, rows []fanlight.Row, those func(string) bool) bool {
	some := false
	for _, row := range rows {
		value, ok := row.Get(name)
		if !ok || value == "" {
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

// head returns the table's first n rows and the number of the rest.
func (t *table) head(n int) ([][]string, int) {
	n = min(n, len(t.rows))
	return t.rows[:n], len(t.rows) - n
}
