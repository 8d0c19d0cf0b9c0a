package edition

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// Table is the rows of a result.
type Table struct {
	Columns []Column
	Rows    []Row
	More    int    // rows that there are after these
	Since   string // the edition that rows are compared with: "Tue 24 Nov"; empty: none
	Bars    bool   // rows have a bar and a share
}

// Kind says what the cells of a column hold.
type Kind int

// The kinds of columns.
const (
	Data    Kind = iota // any text
	Label               // names of rows, shown as they are
	Figure              // numbers
	Time                // times, in the report's zone
	Group               // log groups
	Message             // texts of log events
)

// Column is a column of a table.
type Column struct {
	Name  string
	Kind  Kind
	Right bool // its values are numbers, be they names
	Solid bool // no line break may part its values: numbers, times, addresses of hosts

	Counts string // what its numbers count, such as "events"; may be empty
}

// Row is a row of a table.
type Row struct {
	Cells []Cell
	Value float64 // of the column that bars show
	Share string  // of all rows, if there are Bars and no row is missing
	Bar   float64 // 0 to 1 of the longest bar
	// Change is that of the row since another edition. Added is set for a row that the
	// other one did not have.
	Change *Change
	Added  bool
}

// Cell is one value of a row.
type Cell struct {
	Text   string
	Full   string   // the whole value where Text is short for it, else empty
	Lines  []string // of a Message of several: the first ones
	More   int      // lines after these
	Absent bool     // the row has no such field: it is not an empty text
}

const (
	MaxRows  = 200 // of a table; those after them are counted
	mostBars = 20  // rows that have bars
)

// rows shows the rows of a query that gave some: as a chart, if the section asks for one
// and the rows have bins, else as a table.
func (b *builder) rows(s *Section, of report.Section, q *fanlight.QueryResult) {
	table := b.table(of, q)
	if of.Show == report.ShowLine {
		if c := b.chart(s.Title, of, q); c != nil {
			s.Chart = &Chart{c, table}
			return
		}
	}
	s.Table = table
}

// table returns a query's rows without @ptr, which only machines read; nil if they have
// nothing else.
func (b *builder) table(of report.Section, q *fanlight.QueryResult) *Table {
	names := shownNames(of, q)
	if len(names) == 0 {
		return nil
	}
	shown := q.Rows[:min(MaxRows, len(q.Rows))]
	t := &Table{More: q.Kept() - len(shown)}
	var cells []func(string) Cell
	for _, name := range names {
		kind := b.kindOf(name, q)
		right := kind == Figure || all(q, name, fanlight.IsNumber)
		t.Columns = append(t.Columns, Column{Name: b.heading(name, kind), Kind: kind, Right: right, Solid: right || kind == Time || all(q, name, isAddress)})
		cells = append(cells, b.cells(name, kind, of, q))
	}
	for _, row := range shown {
		r := Row{Cells: make([]Cell, len(names))}
		for i, name := range names {
			value, there := row.Get(name)
			r.Cells[i] = cells[i](value)
			r.Cells[i].Absent = !there
		}
		t.Rows = append(t.Rows, r)
	}
	b.measure(t, of, q)
	return t
}

// shownNames returns the names of the columns of a section's table: those that it names, in
// its order, as far as the rows have them.
func shownNames(of report.Section, q *fanlight.QueryResult) []string {
	all := ColumnNames(q)
	if len(of.Columns) == 0 {
		return all
	}
	return slices.DeleteFunc(slices.Clone(of.Columns), func(name string) bool { return !slices.Contains(all, name) })
}

// ColumnNames returns the names of the columns, without @ptr: in the query's order as far as that is
// known, then those of the document, then those that only its rows know.
func ColumnNames(q *fanlight.QueryResult) []string {
	there := map[string]bool{}
	for _, name := range q.Columns {
		there[name] = true
	}
	for _, row := range q.Rows {
		for _, f := range row {
			there[f.Name] = true
		}
	}
	seen := map[string]bool{"@ptr": true}
	var names []string
	add := func(name string) {
		if there[name] && !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	if q.Shape != nil {
		for _, name := range slices.Concat(q.Shape.Labels, []string{q.Shape.Time}, q.Shape.Columns) {
			add(name)
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

// kindOf returns the kind of a column, by the query's shape, its name and its values.
func (b *builder) kindOf(name string, q *fanlight.QueryResult) Kind {
	isTime := func(s string) bool { _, ok := fanlight.ParseTime(s); return ok }
	switch {
	case all(q, name, isTime):
		return Time
	case all(q, name, isLogName):
		return Group
	case q.Shape != nil && slices.Contains(q.Shape.Labels, name):
		return Label
	case name == "@log":
		return Group
	case name == "@message":
		return Message
	case all(q, name, fanlight.IsNumber) && !isLabel(name):
		return Figure
	case all(q, name, fanlight.IsNumber):
		return Label
	}
	return Data
}

// all reports whether a column has values and each of them is one of those.
func all(q *fanlight.QueryResult, name string, those func(string) bool) (some bool) {
	for _, row := range q.Rows {
		if value, _ := row.Get(name); value != "" {
			if some = those(value); !some {
				return false
			}
		}
	}
	return some
}

// isLogName reports whether s is a log group as @log has it: with its account.
func isLogName(s string) bool {
	account, _ := accountOf(s)
	return len(account) == 12
}

// isAddress reports whether s is the address of a host, of IPv4 or IPv6.
func isAddress(s string) bool {
	_, err := netip.ParseAddr(s)
	return err == nil
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

// fieldNames are words for the names of Logs Insights' own columns.
var fieldNames = map[string]string{"@log": "Log group", "@logStream": "Log stream", "@message": "Message"}

// heading returns the name of a column. That of times has the zone.
func (b *builder) heading(name string, kind Kind) string {
	if words := fieldNames[name]; words != "" {
		return words
	}
	if kind == Time {
		if name == "@timestamp" || strings.HasPrefix(name, "bin(") {
			name = "Time"
		}
		return fmt.Sprintf("%s, %s", clean(name, maxTitle), abbreviation(b.document.Window.End.In(b.zone)))
	}
	return clean(name, maxTitle)
}

// measure gives rows their change since another edition and, if the section asks for them,
// bars.
func (b *builder) measure(t *Table, of report.Section, q *fanlight.QueryResult) {
	if q.Shape == nil || len(q.Shape.Labels) == 0 {
		return
	}
	column := q.Measure(of)
	sum, most, ok := 0.0, 0.0, len(q.Rows) > 0
	for i, row := range q.Rows[:len(t.Rows)] {
		text, _ := row.Get(column)
		value, is := fanlight.ParseNumber(text)
		ok = ok && is && value >= 0
		t.Rows[i].Value = value
		sum, most = sum+value, max(most, value)
	}
	b.compareRows(t, of, q)
	whole := t.More == 0 && !q.Truncated && q.Cut == ""
	if t.Bars = of.Show == report.ShowBar && ok && most > 0 && len(t.Rows) > 1 && len(t.Rows) <= mostBars && whole; !t.Bars {
		return
	}
	for i := range t.Rows {
		r := &t.Rows[i]
		r.Bar = r.Value / most
		if sum > 0 && slices.Contains(q.Shape.Sums, column) {
			r.Share = strconv.FormatFloat(100*r.Value/sum, 'f', 1, 64) + "%"
		}
	}
}

// compareRows gives each row its change. If the other edition's table was cut, nothing is
// said of rows that it does not have.
func (b *builder) compareRows(t *Table, of report.Section, q *fanlight.QueryResult) {
	f, missing := b.document.Before(of)
	if missing != "" || f.State == fanlight.Empty && f.More {
		return
	}
	base := b.document.Baseline(of)
	before := map[string]float64{}
	column := q.Measure(of)
	for _, row := range f.Rows {
		if row.Column == column {
			before[row.Labels] = row.Value
		}
	}
	if len(before) == 0 && f.State != fanlight.Empty {
		return // it did not show this column
	}
	for i, row := range q.Rows[:len(t.Rows)] {
		value, there := before[fanlight.JoinLabels(q.LabelsOf(row))]
		switch {
		case there:
			t.Rows[i].Change = newChange(of, value, t.Rows[i].Value, false)
		case !f.More:
			t.Rows[i].Added = true
		}
	}
	if t.changes() {
		t.Since = Name(b.document, base.Window.End, base.Window.Start)
	}
}

// ChangeText returns the change of a row in a word or two, empty if there is none.
func (r Row) ChangeText() string {
	switch {
	case r.Added:
		return "new"
	case r.Change != nil:
		return r.Change.Short()
	}
	return ""
}

// changes reports whether some row has changed, or is new.
func (t *Table) changes() bool {
	return slices.ContainsFunc(t.Rows, func(r Row) bool { return r.Change != nil || r.Added })
}

// Head returns the table with its first n rows.
func (t *Table) Head(n int) *Table {
	if n >= len(t.Rows) {
		return t
	}
	head := *t
	head.Rows, head.More = t.Rows[:n], t.More+len(t.Rows)-n
	return &head
}
