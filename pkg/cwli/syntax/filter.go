package syntax

import "github.com/fanlight/fanlight/pkg/cwli/expr"

// Filter keeps the rows for which Condition holds. Index is set for filterIndex, which
// on AWS reads only the log groups that have an index of the field.
type Filter struct {
	expr.Span
	Condition expr.Expr
	Index     bool
}

// Keyword returns filter or filterIndex.
func (f *Filter) Keyword() string {
	if f.Index {
		return "filterIndex"
	}
	return "filter"
}

// String returns the command's source.
func (f *Filter) String() string { return f.Keyword() + " " + f.Condition.String() }

func (p *parser) filter(word expr.Token) Command {
	condition := p.Expression()
	return &Filter{p.Since(word.Offset), condition, false}
}

func (p *parser) filterIndex(word expr.Token) Command {
	condition := p.Expression()
	return &Filter{p.Since(word.Offset), condition, true}
}

func (f *Filter) check(c *checker) { c.value(f.Condition) }
