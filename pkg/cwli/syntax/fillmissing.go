package syntax

import "github.com/fanlight/fanlight/pkg/cwli/expr"

type (
	// FillMissing adds rows for the bins of time that have none.
	FillMissing struct {
		expr.Span
		Fills []*Fill
	}

	// Fill is the value of a field in the rows that are added: a number or a string.
	Fill struct {
		Value expr.Expr
		Field *expr.Field
	}
)

// Keyword returns fillmissing.
func (*FillMissing) Keyword() string { return "fillmissing" }

// String returns the command's source.
func (f *FillMissing) String() string {
	if len(f.Fills) == 0 {
		return "fillmissing"
	}
	return "fillmissing with " + list(f.Fills, (*Fill).String)
}

// String returns the source of a value and its field.
func (f *Fill) String() string { return f.Value.String() + " for " + f.Field.String() }

func (p *parser) fillMissing(word expr.Token) Command {
	c := &FillMissing{}
	if p.Accept("with") {
		for more := true; more && p.Err() == nil; more = p.Accept(",") {
			c.Fills = append(c.Fills, p.fill())
		}
	}
	c.Span = p.Since(word.Offset)
	return c
}

func (p *parser) fill() *Fill {
	value := p.Expression()
	if !isLiteral(value) && p.Err() == nil {
		p.Fail(value.Range(), "", "invalid `%s` in `fillmissing`: want a number or a string", value)
	}
	p.Expect("for", "and a field after the value")
	return &Fill{value, p.Field("a field after `for`")}
}

// isLiteral reports whether x is a string, or a number with or without a minus sign.
func isLiteral(x expr.Expr) bool {
	switch x := x.(type) {
	case *expr.Number, *expr.Text:
		return true
	case *expr.Unary:
		_, number := x.X.(*expr.Number)
		return x.Op == expr.Negate && number
	}
	return false
}

func (f *FillMissing) check(c *checker) {
	for _, fill := range f.Fills {
		c.value(fill.Field)
	}
}
