package expr

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/internal/substring"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// isCondition reports whether x is an expression whose value is 1 or 0.
func isCondition(x Expr) bool {
	switch x := x.(type) {
	case *Like, *In:
		return true
	case *Unary:
		return x.Op == Not
	case *Binary:
		return x.Op == And || x.Op == Or || x.Op.Comparison()
	}
	return false
}

// Condition compiles a condition. Any other expression holds if its value is a number
// other than 0. The error is an *Error.
func (c *Compiler) Condition(x Expr) (Predicate, error) {
	if u, ok := x.(*Unary); ok && u.Op == Not {
		holds, err := c.Condition(u.X)
		return func(r Row) bool { return !holds(r) }, err
	}
	if b, ok := x.(*Binary); ok && (b.Op == And || b.Op == Or) {
		return c.connection(b)
	}
	if isCondition(x) {
		decide, err := c.test(x)
		return func(r Row) bool { return decide(r) == yes }, err
	}
	evaluate, err := c.Value(x)
	return func(r Row) bool { return evaluate(r).Holds() }, err
}

// connection compiles "and" and "or", which do not compute their second side if the
// first decides.
func (c *Compiler) connection(x *Binary) (Predicate, error) {
	p, err := c.Condition(x.X)
	if err != nil {
		return nil, err
	}
	q, err := c.Condition(x.Y)
	if x.Op == And {
		return func(r Row) bool { return p(r) && q(r) }, err
	}
	return func(r Row) bool { return p(r) || q(r) }, err
}

// accepts reports for each operator whether it holds, given the order of its operands.
var accepts = map[Op]func(order int) bool{
	Equal:        func(order int) bool { return order == 0 },
	NotEqual:     func(order int) bool { return order != 0 },
	Less:         func(order int) bool { return order < 0 },
	LessEqual:    func(order int) bool { return order <= 0 },
	Greater:      func(order int) bool { return order > 0 },
	GreaterEqual: func(order int) bool { return order >= 0 },
}

func (c *Compiler) comparison(b *Binary) (test, error) {
	x, err := c.side(b.X)
	if err != nil {
		return nil, err
	}
	y, err := c.side(b.Y)
	if err != nil {
		return nil, err
	}
	accept := accepts[b.Op]
	if n, ok := b.Y.(*Number); ok && b.Op == Equal {
		return equalsNumber(x, n), nil
	}
	return func(r Row) truth {
		v, w := x(r), y(r)
		order, ok := value.Compare(&v, &w)
		return decided(ok, ok && accept(order))
	}, nil
}

// side compiles a side of a comparison. A number keeps its digits.
func (c *Compiler) side(x Expr) (Evaluator, error) {
	if n, ok := x.(*Number); ok {
		return always(Literal(n)), nil
	}
	return c.Value(x)
}

// equalsNumber compiles x = n, which most filters are. If the texts are equal, no
// number has to be read, and if the numbers differ, no digits.
func equalsNumber(x Evaluator, n *Number) test {
	literal := value.OfText(n.Text)
	number, isNumber := literal.Float()
	return func(r Row) truth {
		v := x(r)
		if v.Kind == value.Text && v.Text == literal.Text {
			return yes
		}
		if f, ok := v.Float(); ok && isNumber && f != number {
			return no
		}
		order, ok := value.Compare(&v, &literal)
		return decided(ok, order == 0)
	}
}

func (c *Compiler) in(x *In) (test, error) {
	operand, err := c.Value(x.X)
	if err != nil {
		return nil, err
	}
	contains, err := c.set(x)
	return func(r Row) truth {
		v := operand(r)
		known := v.Present() && !v.Opaque()
		return decided(known, known && contains(r, &v) != x.Not)
	}, err
}

func (c *Compiler) set(x *In) (func(Row, *value.Value) bool, error) {
	if x.Query != nil {
		if c.Set == nil {
			at := x.Query.Range()
			return nil, &Error{Offset: at.Offset, End: at.End, Unsupported: true, Message: "a subquery is not supported here"}
		}
		return c.Set(x)
	}
	list := newLiteralSet(x.List)
	return func(_ Row, v *value.Value) bool { return list.has(v) }, nil
}

// Literal returns the value of a string, a number, true or false in the query. The digits
// of a number stay.
func Literal(x Expr) value.Value {
	switch x := x.(type) {
	case *Text:
		return value.OfText(x.Value)
	case *Number:
		return value.OfText(x.Text)
	case *Truth:
		return value.OfTruth(x.Value)
	case *Unary:
		return value.OfText("-" + x.X.(*Number).Text) // what the parser accepts after a minus sign
	}
	return value.Value{}
}

func (c *Compiler) like(x *Like) (test, error) {
	operand, err := c.Value(x.X)
	if err != nil {
		return nil, err
	}
	if re, ok := x.Pattern.(*Regex); ok {
		return c.likeRegex(operand, re, x.Not)
	}
	if fixed, ok := x.Pattern.(*Text); ok {
		return likeFixed(operand, substring.New(fixed.Value), x.Not), nil
	}
	pattern, err := c.Value(x.Pattern)
	return func(r Row) truth {
		v, part := operand(r), pattern(r)
		known := v.Present() && part.Present() && !v.Opaque()
		return decided(known, known && strings.Contains(v.String(), part.String()) != x.Not)
	}, err
}

func likeFixed(operand Evaluator, part *substring.Pattern, not bool) test {
	return func(r Row) truth {
		v := operand(r)
		known := v.Present() && !v.Opaque()
		return decided(known, known && part.In(v.String()) != not)
	}
}

func (c *Compiler) likeRegex(operand Evaluator, x *Regex, not bool) (test, error) {
	re, err := c.Regexp(x)
	return func(r Row) truth {
		v := operand(r)
		if !v.Present() || v.Opaque() {
			return unknown
		}
		found, err := re.Match(v.String())
		if err != nil {
			r.Fail(err)
			return unknown
		}
		return decided(true, found != not)
	}, err
}
