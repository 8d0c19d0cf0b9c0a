package syntax

import "github.com/fanlight/fanlight/pkg/cwli/expr"

type (
	// Fields adds columns to the output, after those of earlier fields commands.
	Fields struct {
		expr.Span
		Columns []*expr.Column
	}

	// Display replaces the columns of the output; the last display counts.
	Display struct {
		expr.Span
		Columns []*expr.Column
	}
)

// Keyword returns fields.
func (*Fields) Keyword() string { return "fields" }

// Keyword returns display.
func (*Display) Keyword() string { return "display" }

// String returns the command's source.
func (f *Fields) String() string { return "fields " + columnList(f.Columns) }

// String returns the command's source.
func (d *Display) String() string { return "display " + columnList(d.Columns) }

func (p *parser) fields(word expr.Token) Command {
	columns := p.shownColumns()
	return &Fields{p.Since(word.Offset), columns}
}

func (p *parser) display(word expr.Token) Command {
	columns := p.shownColumns()
	return &Display{p.Since(word.Offset), columns}
}

// shownColumns reads columns, also with a comma after the last one: queries in use have
// it, as in fields a, b, | limit 1.
func (p *parser) shownColumns() (columns []*expr.Column) {
	for more := true; more && p.Err() == nil; more = p.Accept(",") {
		if len(columns) > 0 && (p.Is("|") || p.Is(")") || p.Token().Kind == expr.TokenEnd) {
			break
		}
		columns = append(columns, p.Column())
	}
	return columns
}

func (f *Fields) check(c *checker) {
	c.columns(f.Columns)
	for _, column := range f.Columns {
		c.noteParsed(column)
	}
}

func (d *Display) check(c *checker) { c.columns(d.Columns) }

func (f *Fields) shape(l *layout)  { l.fields(f.Columns) }
func (d *Display) shape(l *layout) { l.display(d.Columns) }
