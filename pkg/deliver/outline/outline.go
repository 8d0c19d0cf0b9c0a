// Package outline arranges an edition for chats: in blocks, with numbers that follow each
// other in one, and tables with the columns that other forms draw.
package outline

import (
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/edition"
)

// Block is a run of numbers, a chart or a table.
type Block struct {
	Title   string // of a chart or a table
	Numbers []Number
	Chart   *edition.Chart
	Table   *edition.Table
	Section edition.Section // of a chart or a table
}

// Number is a number, or what stands in the place of one.
type Number struct {
	Title  string
	Value  string // with its unit; the word for a section without an answer
	Tag    edition.Tag
	Mark   string // that it has crossed: "Alert over 1%"
	Change string // or why it is not compared
	Mood   edition.Mood
	Spark  string // its last editions in block characters
	Empty  bool   // without a value
	Failed bool   // without an answer
	Note   string // the reason of a failure, in the service's own words
}

// Blocks returns sections in order.
func Blocks(sections []edition.Section) (all []Block) {
	joins := false
	for _, s := range sections {
		switch {
		case s.Chart != nil:
			all, joins = append(all, Block{Title: s.Title, Chart: s.Chart, Section: s}), false
		case s.Table != nil:
			all, joins = append(all, Block{Title: s.Title, Table: s.Table, Section: s}), false
		case joins:
			last := &all[len(all)-1]
			last.Numbers = append(last.Numbers, newNumber(s))
		default:
			all, joins = append(all, Block{Numbers: []Number{newNumber(s)}}), true
		}
	}
	return all
}

// HasValue reports whether some section of a run of numbers has an answer: such a run stands
// where numbers do.
func (b Block) HasValue() bool {
	for _, n := range b.Numbers {
		if !n.Failed {
			return true
		}
	}
	return false
}

func newNumber(s edition.Section) Number {
	if f := s.Failure; f != nil {
		return Number{Title: s.Title, Value: f.Word, Failed: true, Note: f.Note}
	}
	of := s.Number
	n := Number{Title: s.Title, Value: of.Text(), Tag: of.Tag, Empty: of.Empty, Change: of.Note}
	if of.Tag != "" {
		n.Mark = string(of.Tag) + " " + of.Mark
	}
	if of.Change != nil {
		n.Change, n.Mood = of.Change.Text(), of.Change.Mood
	}
	if of.Spark != nil {
		n.Spark = of.Spark.Blocks()
	}
	return n
}

// Nothing returns the line of a section with nothing to show.
func Nothing(n edition.Nothing) string { return n.Title + ": " + n.State + ", " + n.Why + "." }

// Line returns a first line with its tag.
func Line(l edition.Line) string { return string(l.Tag) + ": " + l.Text() }

// Table returns the rows of a table with their share and their change as columns. The
// name of a row with a bar that does not have the field is (none).
func Table(t *edition.Table) *render.Table {
	all := render.TableOf(t)
	if t.Bars && shared(t) {
		addColumn(all, "Share", t, func(r edition.Row) string { return r.Share })
	}
	if t.Since != "" {
		addColumn(all, "Since "+t.Since, t, edition.Row.ChangeText)
	}
	for i, r := range t.Rows {
		for k, c := range t.Columns {
			if t.Bars && c.Kind == edition.Label && r.Cells[k].Absent {
				all.Rows[i].Cells[k] = "(none)"
			}
		}
	}
	return all
}

func shared(t *edition.Table) bool { return len(t.Rows) > 0 && t.Rows[0].Share != "" }

func addColumn(all *render.Table, name string, t *edition.Table, cell func(edition.Row) string) {
	all.Columns = append(all.Columns, render.Column{Name: name, Right: true})
	for i, r := range t.Rows {
		all.Rows[i].Cells = append(all.Rows[i].Cells, cell(r))
	}
}
