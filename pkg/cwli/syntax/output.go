package syntax

import "slices"

// Pointer is the last column of every row that is an event. Its value is the
// argument of GetLogRecord.
const Pointer = "@ptr"

// Outputs returns the columns of the result in their order, without @ptr, which
// follows them in rows that are events. The columns of a query without fields
// and display are @timestamp and @message, or with stats its keys and then its
// values.
func (q *Query) Outputs() []*Column {
	var list []*Column
	displayed := false
	for _, c := range q.Commands {
		switch c := c.(type) {
		case *Fields:
			if !displayed {
				list = append(list, c.Columns...)
			}
		case *Display:
			list, displayed = c.Columns, true
		case *Stats:
			list, displayed = append(slices.Clip(c.By), c.Values...), false
		}
	}
	if len(list) == 0 {
		list = []*Column{{Expr: &Field{Name: "@timestamp"}}, {Expr: &Field{Name: "@message"}}}
	}
	return distinct(list)
}

// distinct leaves out columns that have the name of an earlier one.
func distinct(list []*Column) (kept []*Column) {
	seen := map[string]bool{}
	for _, column := range list {
		if !seen[column.Name()] {
			kept = append(kept, column)
		}
		seen[column.Name()] = true
	}
	return kept
}

// OutputColumns returns the names of the result's columns in order, with @ptr.
// ok is false if the names depend on the events, which none of the supported
// commands causes.
func (q *Query) OutputColumns() (names []string, ok bool) {
	for _, column := range q.Outputs() {
		names = append(names, column.Name())
	}
	if q.Stats() == nil {
		names = append(names, Pointer)
	}
	return names, true
}

// Stats returns the query's stats command, nil if it has none.
func (q *Query) Stats() *Stats {
	for _, c := range q.Commands {
		if stats, ok := c.(*Stats); ok {
			return stats
		}
	}
	return nil
}
