package syntax

import (
	"slices"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

// Pointer is the last column of every row that is an event. Its value is the
// argument of GetLogRecord.
const Pointer = "@ptr"

// Outputs returns the columns of the result in their order, without @ptr, which
// follows them in rows that are events.
//
// The columns are those of all fields commands, of the last display, or of stats its keys
// and then its values; without any of these, @timestamp and @message. They are followed by
// the fields that other commands, such as parse, have made since the last display or stats:
// the service shows what parse has made after a fields command, too, for it answers to one
// that names it again "Ephemeral field is already defined", and display narrows the
// columns. If fields names some of what parse has made, the rest of that is not shown. After a join come those of the right side, unless fields or display after it
// names columns, as in AWS's examples. Of pattern and the like, the columns are those that
// AWS's pages list.
func (q *Query) Outputs() []*expr.Column { return q.layout().columns() }

// OutputColumns returns the names of the result's columns in order, with @ptr.
// ok is false if there are more, whose names depend on the data, as after join, or are
// not documented, as after anomaly.
func (q *Query) OutputColumns() (names []string, ok bool) {
	l := q.layout()
	for _, column := range l.columns() {
		names = append(names, column.Name())
	}
	if !l.grouped {
		names = append(names, Pointer)
	}
	return names, !l.open
}

// Stats returns the query's last stats command, nil if it has none.
func (q *Query) Stats() (last *Stats) {
	for _, c := range q.Commands {
		if stats, ok := c.(*Stats); ok {
			last = stats
		}
	}
	return last
}

// layout is which columns the rows have after a command.
type layout struct {
	shown     []*expr.Column // of fields, display and stats
	added     []*expr.Column // of other commands
	parsed    []*expr.Column // those of parse among them
	joined    []*expr.Column // of the right side of a join
	displayed bool           // there is a display, or the commands before do not count
	grouped   bool           // rows are not events
	open      bool           // there are more columns
}

func (q *Query) layout() *layout {
	l := &layout{}
	for _, c := range q.Commands {
		if c, ok := c.(shaping); ok {
			c.shape(l)
		}
	}
	return l
}

// fields adds columns. If it names fields that parse has made, it shows only these of them.
func (l *layout) fields(columns []*expr.Column) {
	if slices.ContainsFunc(columns, l.isParsed) {
		l.added = slices.DeleteFunc(slices.Clone(l.added), l.isParsed)
	}
	if !l.displayed {
		l.shown = append(l.shown, columns...)
	}
	l.joined, l.open = nil, false
}

// isParsed reports whether a column is a field that parse has made, as it is.
func (l *layout) isParsed(column *expr.Column) bool {
	_, isField := column.Expr.(*expr.Field)
	return isField && column.Alias == "" && slices.ContainsFunc(l.parsed, func(of *expr.Column) bool { return of.Name() == column.Name() })
}

func (l *layout) display(columns []*expr.Column) {
	*l = layout{shown: columns, displayed: true, grouped: l.grouped}
}

// group replaces all columns: those of rows that are not events.
func (l *layout) group(columns []*expr.Column) { *l = layout{shown: columns, grouped: true} }

func (l *layout) add(columns []*expr.Column)      { l.added = append(l.added, columns...) }
func (l *layout) addFields(fields ...*expr.Field) { l.add(ofFields(fields...)) }

func (l *layout) columns() []*expr.Column {
	shown := l.shown
	if len(shown) == 0 && !l.grouped {
		shown = named("@timestamp", "@message")
	}
	return distinct(shown, l.added, l.joined)
}

// distinct joins lists and leaves out columns that have the name of an earlier one.
func distinct(lists ...[]*expr.Column) (kept []*expr.Column) {
	seen := map[string]bool{}
	for _, list := range lists {
		for _, column := range list {
			if !seen[column.Name()] {
				kept = append(kept, column)
			}
			seen[column.Name()] = true
		}
	}
	return kept
}

// named returns columns that are fields.
func named(names ...string) (columns []*expr.Column) {
	for _, name := range names {
		columns = append(columns, &expr.Column{Expr: &expr.Field{Name: name}})
	}
	return columns
}

func ofFields(fields ...*expr.Field) (columns []*expr.Column) {
	for _, field := range fields {
		columns = append(columns, &expr.Column{Span: field.Span, Expr: field})
	}
	return columns
}
