package syntax

import "github.com/fanlight/fanlight/pkg/cwli/expr"

// Search keeps rows that match For, an expression or a regular expression. AWS does not
// document it; its service names it among the commands that it expects.
type Search struct {
	expr.Span
	For expr.Expr
}

// Keyword returns search.
func (*Search) Keyword() string { return "search" }

// String returns the command's source.
func (s *Search) String() string { return "search " + s.For.String() }

func (p *parser) search(word expr.Token) Command {
	x := expr.Expr(p.regex())
	if x.(*expr.Regex) == nil {
		x = p.Expression()
	}
	return &Search{p.Since(word.Offset), x}
}

// regex reads a regular expression; nil if there is none.
func (p *parser) regex() *expr.Regex {
	t, ok := p.AcceptRegex()
	if !ok {
		return nil
	}
	return &expr.Regex{Span: t.Span, Text: t.Value}
}

func (s *Search) check(c *checker) { c.value(s.For) }
