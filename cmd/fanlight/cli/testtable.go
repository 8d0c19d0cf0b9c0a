package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report/source"
	"github.com/fanlight/fanlight/pkg/text"
)

// mostDifferent is how many rows or lines of a difference are shown.
const mostDifferent = 20

// compareTable compares all rows of a query.
func (r *testResult) compareTable(table source.TestTable, q *fanlight.QueryResult) {
	d := difference{at: table.Position, what: table.Query, want: count(len(table.Rows), "row", "rows")}
	switch {
	case q == nil:
		d.got = "no such query in the report"
	case !q.State.Good():
		d.got = noAnswer(*q)
	case q.Kept() > len(q.Rows):
		d.got = fmt.Sprintf("%s, of which a report shows %s: want a test of a query with fewer", count(q.Kept(), "row", "rows"), count(len(q.Rows), "row", "rows"))
	default:
		columns := table.Columns
		if len(columns) == 0 {
			columns = shownColumns(q.Columns)
		}
		got := cellsOf(q, columns)
		if d = d.ofRows(table, columns, got); len(d.lines) == 0 {
			return
		}
	}
	r.differ(d)
}

// cellsOf returns the cells of a query's rows.
func cellsOf(q *fanlight.QueryResult, columns []string) [][]string {
	rows := make([][]string, len(q.Rows))
	for i, row := range q.Rows {
		rows[i] = mapped(columns, func(name string) string { value, _ := row.Get(name); return value })
	}
	return rows
}

// ofRows returns the difference with its lines, none if the rows are the same.
func (d difference) ofRows(table source.TestTable, columns []string, got [][]string) difference {
	changes := diffRows(table.Rows, got)
	if len(changes) == 0 {
		return d
	}
	if first := changes[0]; first.want >= 0 {
		d.at = table.Rows[first.want].Position
	}
	if len(table.Rows) == len(got) {
		d.what, d.want, d.got = fmt.Sprintf("%s: %s", table.Query, differing(changes, len(got))), "", ""
	} else {
		d.got = count(len(got), "row", "rows")
	}
	d.lines = layOut(columns, changes, table.Rows, got)
	d.paste = fmt.Sprintf("rows: { %s: %s }", table.Query, formatRows(got))
	return d
}

// differing says which rows differ.
func differing(changes []change, of int) string {
	places := map[int]bool{}
	var first int
	for i, c := range changes {
		place := max(c.want, c.got) + 1
		if i == 0 {
			first = place
		}
		places[place] = true
	}
	if len(places) == 1 {
		return fmt.Sprintf("row %d of %d differs", first, of)
	}
	return fmt.Sprintf("%d of %d rows differ", len(places), of)
}

// formatRows returns rows as a report file has them.
func formatRows(rows [][]string) string {
	lists := make([]string, len(rows))
	for i, row := range rows {
		lists[i] = "[" + strings.Join(mapped(row, formatCell), ", ") + "]"
	}
	return "[" + strings.Join(lists, ", ") + "]"
}

// diffRows returns the rows that are not common to both.
func diffRows(want []source.TestRow, got [][]string) []change {
	return diff(len(want), len(got), func(i, j int) bool { return matchesRow(want[i], got[j]) })
}

func matchesRow(want source.TestRow, got []string) bool {
	return slices.EqualFunc(want.Cells, got, source.TestCell.Matches)
}

// layOut returns the changed rows below the names of the columns.
func layOut(columns []string, changes []change, want []source.TestRow, got [][]string) (lines []string) {
	rows := [][]string{append([]string{" "}, columns...)}
	for _, c := range changes[:min(len(changes), mostDifferent)] {
		if c.want >= 0 {
			rows = append(rows, wantedRow(want[c.want]))
		} else {
			rows = append(rows, append([]string{"+"}, got[c.got]...))
		}
	}
	widths := make([]int, len(columns)+1)
	for _, row := range rows {
		for i, cell := range row[:min(len(row), len(widths))] {
			row[i] = text.Limit(text.Clean(cell), 60)
			widths[i] = max(widths[i], text.Width(row[i]))
		}
	}
	for _, row := range rows {
		lines = append(lines, joinCells(row, widths))
	}
	if more := len(changes) - mostDifferent; more > 0 {
		lines = append(lines, "  … "+count(more, "more row", "more rows"))
	}
	return lines
}

func wantedRow(row source.TestRow) []string {
	cells := []string{"-"}
	for _, c := range row.Cells {
		cells = append(cells, c.Text)
	}
	return cells
}

// joinCells joins the cells of a row, numbers to the right.
func joinCells(row []string, widths []int) string {
	var b strings.Builder
	for i, cell := range row {
		gap := ""
		if i < len(widths) {
			gap = strings.Repeat(" ", widths[i]-text.Width(cell))
		}
		if i == 1 {
			b.WriteString(" ")
		} else if i > 1 {
			b.WriteString("  ")
		}
		if source.IsNumber(cell) {
			b.WriteString(gap + cell)
		} else {
			b.WriteString(cell + gap)
		}
	}
	return strings.TrimRight(b.String(), " ")
}
