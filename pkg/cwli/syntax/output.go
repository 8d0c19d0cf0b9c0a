package syntax

// Pointer is the column that ends every row which is an event: what
// GetLogRecord takes.
const Pointer = "@ptr"

// Outputs returns the columns of the result in their order; @ptr, which follows
// them in rows that are events, is not among them. Without fields and display
// they are @timestamp and @message, or for stats its keys and then its values.
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
			list, displayed = append(c.By[:len(c.By):len(c.By)], c.Values...), false
		}
	}
	if len(list) == 0 {
		list = []*Column{{Expr: &Field{Name: "@timestamp"}}, {Expr: &Field{Name: "@message"}}}
	}
	return distinct(list)
}

// distinct drops what repeats an earlier name: a column shows once.
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

// OutputColumns names the fields of the result's rows in order, @ptr included.
// ok is false where the names depend on the events; no command that is
// supported today makes them so.
func (q *Query) OutputColumns() (names []string, ok bool) {
	for _, column := range q.Outputs() {
		names = append(names, column.Name())
	}
	if q.Stats() == nil {
		names = append(names, Pointer)
	}
	return names, true
}

// Stats returns the query's stats command, or nil.
func (q *Query) Stats() *Stats {
	for _, c := range q.Commands {
		if stats, ok := c.(*Stats); ok {
			return stats
		}
	}
	return nil
}
