package syntax

import "github.com/fanlight/fanlight/pkg/cwli/expr"

// Accum adds up a field from row to row. Without an Alias the field itself has the sum.
type Accum struct {
	expr.Span
	Field *expr.Field
	Alias *expr.Field
}

// Keyword returns accum.
func (*Accum) Keyword() string { return "accum" }

// String returns the command's source.
func (a *Accum) String() string { return "accum " + a.Field.String() + asText(a.Alias) }

func (p *parser) accum(word expr.Token) Command {
	field := p.Field("a field after `accum`")
	alias := p.alias()
	return &Accum{p.Since(word.Offset), field, alias}
}

func (a *Accum) check(c *checker) {
	c.value(a.Field)
	c.define(a.Alias)
}

func (a *Accum) shape(l *layout) {
	if a.Alias != nil {
		l.addFields(a.Alias)
		return
	}
	l.addFields(a.Field)
}
