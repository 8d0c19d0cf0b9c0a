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
// The columns are those of all commands that name or make some, such as fields, stats and
// parse, in the order of the commands; those of a display replace all before them, and so
// do those of stats, its keys and then its values, and those of pattern and the like, which
// AWS's pages list. If neither fields, display nor stats names any, @timestamp and @message
// come first. That fields leaves what parse has made is seen on the service: to fields that
// names it again it answers "Ephemeral field is already defined", and display narrows the
// columns. After a join they are followed by those of the right side, unless fields or
// display names columns behind it, as in AWS's examples.
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
	shown     []*expr.Column // of the commands
	joined    []*expr.Column // of the right side of a join
	listed    bool           // fields, display or stats has named columns
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

func (l *layout) fields(columns []*expr.Column) {
	if !l.displayed {
		l.add(columns)
	}
	l.listed, l.joined, l.open = true, nil, false
}

func (l *layout) display(columns []*expr.Column) {
	*l = layout{shown: columns, listed: true, displayed: true, grouped: l.grouped}
}

// group replaces all columns: those of rows that are not events.
func (l *layout) group(columns []*expr.Column) {
	*l = layout{shown: columns, listed: true, grouped: true}
}

func (l *layout) add(columns []*expr.Column) {
	l.shown = append(slices.Clip(l.shown), columns...)
}

func (l *layout) addFields(fields ...*expr.Field) { l.add(ofFields(fields...)) }

func (l *layout) columns() []*expr.Column {
	if l.listed {
		return distinct(l.shown, l.joined)
	}
	return distinct(named("@timestamp", "@message"), l.shown, l.joined)
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
