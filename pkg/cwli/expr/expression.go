package expr

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// Expression reads an expression.
func (p *Parser) Expression() Expr { return p.expression(bindNothing) }

// expression reads an expression whose operators bind more tightly than the
// given level (Pratt's method).
func (p *Parser) expression(level int) Expr {
	p.enter()
	defer p.leave()
	start := p.token.Offset
	x := p.prefix(level)
	compared := false
	for p.err == nil {
		op, bind := p.infix()
		if bind <= level {
			break
		}
		if bind == bindCompare && compared {
			p.Fail(p.token.Span, "", "invalid `%s` after a comparison: want comparisons joined with `and`", p.token.Value)
			break
		}
		compared = bind == bindCompare
		x = p.rest(start, x, op, bind)
	}
	return x
}

// infix returns the operator at the current token and how tightly it binds,
// bindNothing if the token is not an operator. Only the binding counts for like,
// in and not, which have no Op.
func (p *Parser) infix() (Op, int) {
	if slices.ContainsFunc([]string{"like", "in", "not", "=~", "~="}, p.token.Is) {
		return Equal, bindCompare
	}
	if p.token.Is("and") {
		return And, bindAnd
	}
	if p.token.Is("or") {
		return Or, bindOr
	}
	if op, ok := symbols[p.token.Value]; ok && p.token.Kind == TokenSymbol {
		return op, op.binding()
	}
	return 0, bindNothing
}

func (p *Parser) rest(start int, x Expr, op Op, bind int) Expr {
	not := p.Accept("not")
	switch {
	case p.token.Is("like"), p.token.Is("=~"), p.token.Is("~="):
		return p.like(start, x, not)
	case p.Accept("in"):
		return p.in(start, x, not)
	case not:
		p.Unexpected("`like` or `in` after `not`")
		return x
	}
	p.Advance()
	if op == Power {
		bind-- // groups to the right
	}
	y := p.expression(bind)
	return &Binary{p.Since(start), op, x, y}
}

func (p *Parser) prefix(level int) Expr {
	start := p.token.Offset
	switch {
	case p.token.Is("not") || p.token.Is("!"):
		if level > bindNot {
			p.Unexpected("a value", "write the negation in parentheses")
			return nil
		}
		p.Advance()
		x := p.expression(bindNot - 1)
		return &Unary{p.Since(start), Not, x}
	case p.Accept("-"):
		x := p.expression(bindUnary)
		return &Unary{p.Since(start), Negate, x}
	case p.Accept("("):
		x := p.Expression()
		p.Expect(")", "to close the parenthesis")
		return x
	}
	return p.operand()
}

func (p *Parser) operand() Expr {
	if p.token.reserved() {
		p.Unexpected("a value", "write a field of that name in `backticks`")
		return nil
	}
	switch p.token.Kind {
	case TokenName:
		t := p.Advance()
		if p.token.Is("(") && !t.Quoted {
			return p.call(t)
		}
		if t.constant() {
			return constant(t)
		}
		return &Field{t.Span, t.Value}
	case TokenNumber:
		return p.number()
	case TokenText:
		t := p.Advance()
		return &Text{t.Span, t.Value}
	case TokenPeriod:
		return p.period()
	}
	if p.token.Is("/") {
		p.Unexpected("a value", "start a comment with `#`")
	}
	p.Unexpected("a value")
	return nil
}

// constant returns what one of the words that are values stands for.
func constant(t Token) Expr {
	if strings.EqualFold(t.Value, "null") {
		return &Null{t.Span}
	}
	return &Truth{t.Span, strings.EqualFold(t.Value, "true")}
}

func (p *Parser) number() Expr {
	t := p.Advance()
	value, err := strconv.ParseFloat(t.Value, 64)
	if err != nil || math.IsInf(value, 0) {
		p.Fail(t.Span, "", "invalid number %s: want at most 1.8e308", t.Value)
	}
	return &Number{t.Span, t.Value, value}
}

// maxPeriodUnits bounds a period, so that its milliseconds do not overflow.
const maxPeriodUnits = 1_000_000

func (p *Parser) period() *Period {
	t := p.Advance()
	digits := strings.IndexFunc(t.Value, func(r rune) bool { return !isDigit(byte(r)) })
	count, err := strconv.ParseInt(t.Value[:digits], 10, 64)
	if err != nil || count < 1 || count > maxPeriodUnits {
		p.Fail(t.Span, "", "invalid period %s: want 1 to %d units", t.Value, maxPeriodUnits)
	}
	return &Period{t.Span, count, unitNames[singular(t.Value[digits:])]}
}
