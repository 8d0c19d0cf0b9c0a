package syntax

import (
	"strconv"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

// AppendCols adds the columns of another query: those of its first row to the first
// row, and so on.
type AppendCols struct {
	expr.Span
	Override bool // fields of the same names are replaced
	Max      int  // rows; 0: 10,000
	Query    *Subquery
}

// Keyword returns appendcols.
func (*AppendCols) Keyword() string { return "appendcols" }

// String returns the command's source.
func (a *AppendCols) String() string {
	s := "appendcols"
	if a.Override {
		s += " override=true"
	}
	if a.Max > 0 {
		s += " max=" + strconv.Itoa(a.Max)
	}
	return s + " (" + a.Query.String() + ")"
}

func (p *parser) appendCols(word expr.Token) Command {
	c := &AppendCols{}
	first := p.options(
		p.truth("override", &c.Override),
		option{"max", func() { c.Max = p.count("max=", 1, MaxLimit) }})
	if first != nil {
		p.Fail(first.Span, "", "invalid `%s`: want `(` and a query", first)
	}
	c.Query = p.parenthesized("and a query")
	c.Span = p.Since(word.Offset)
	return c
}

func (a *AppendCols) check(c *checker) {
	c.subquery(a.Query)
	l := a.Query.Query.layout()
	for _, column := range l.columns() {
		c.add(column.Name())
	}
	c.closed = c.closed && !l.open
}

func (a *AppendCols) shape(l *layout) {
	inner := a.Query.Query.layout()
	l.add(inner.columns())
	l.open = l.open || inner.open
}
