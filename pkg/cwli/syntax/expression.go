package syntax

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// expression reads an expression whose operators bind more tightly than the
// given level (Pratt's method).
func (p *parser) expression(level int) Expr {
	start := p.token.Offset
	x := p.prefix(level)
	compared := false
	for p.err == nil {
		op, bind := p.infix()
		if bind <= level {
			break
		}
		if bind == bindCompare && compared {
			p.failAt(p.token.Span, "", "invalid `%s` after a comparison: want comparisons joined with `and`", p.token.value)
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
func (p *parser) infix() (Op, int) {
	if slices.ContainsFunc([]string{"like", "in", "not", "=~"}, p.token.is) {
		return Equal, bindCompare
	}
	if p.token.is("and") {
		return And, bindAnd
	}
	if p.token.is("or") {
		return Or, bindOr
	}
	if op, ok := symbols[p.token.value]; ok && p.token.kind == symbol {
		return op, op.binding()
	}
	return 0, bindNothing
}

func (p *parser) rest(start int, x Expr, op Op, bind int) Expr {
	not := p.accept("not")
	switch {
	case p.token.is("like"), p.token.is("=~"):
		return p.like(start, x, not)
	case p.accept("in"):
		return p.in(start, x, not)
	case not:
		p.unexpected("`like` or `in` after `not`")
		return x
	}
	p.advance()
	if op == Power {
		bind-- // groups to the right
	}
	y := p.expression(bind)
	return &Binary{p.since(start), op, x, y}
}

func (p *parser) prefix(level int) Expr {
	start := p.token.Offset
	switch {
	case p.token.is("not") || p.token.is("!"):
		if level > bindNot {
			p.unexpected("a value", "write the negation in parentheses")
			return nil
		}
		p.advance()
		x := p.expression(bindNot - 1)
		return &Unary{p.since(start), Not, x}
	case p.accept("-"):
		x := p.expression(bindUnary)
		return &Unary{p.since(start), Negate, x}
	case p.accept("("):
		x := p.expression(bindNothing)
		p.expect(")", "to close the parenthesis")
		return x
	}
	return p.operand()
}

func (p *parser) operand() Expr {
	if p.token.reserved() {
		p.unexpected("a value", "write a field of that name in `backticks`")
		return nil
	}
	switch p.token.kind {
	case name:
		t := p.advance()
		if p.token.is("(") && !t.quoted {
			return p.call(t)
		}
		return p.field(t)
	case number:
		return p.number()
	case text:
		t := p.advance()
		return &Text{t.Span, t.value}
	case period:
		return p.period()
	}
	if p.token.is("/") {
		p.unexpected("a value", "start a comment with `#`")
	}
	p.unexpected("a value")
	return nil
}

func (p *parser) field(t token) Expr {
	if hint := missingLiterals[strings.ToLower(t.value)]; hint != "" && !t.quoted {
		p.failAt(t.Span, hint+", or write a field of that name in `backticks`", "invalid value %s: want a number or a string", t.found())
	}
	return &Field{t.Span, t.value}
}

func (p *parser) number() Expr {
	t := p.advance()
	value, err := strconv.ParseFloat(t.value, 64)
	if err != nil || math.IsInf(value, 0) {
		p.failAt(t.Span, "", "invalid number %s: want at most 1.8e308", t.value)
	}
	return &Number{t.Span, t.value, value}
}

// maxPeriodUnits bounds a period, so that its milliseconds do not overflow.
const maxPeriodUnits = 1_000_000

func (p *parser) period() Expr {
	t := p.advance()
	digits := strings.IndexFunc(t.value, func(r rune) bool { return !isDigit(byte(r)) })
	unit, known := unitNames[singular(t.value[digits:])]
	if !known {
		p.refuse(t.Span, "a period in weeks or longer")
		return nil
	}
	count, err := strconv.ParseInt(t.value[:digits], 10, 64)
	if err != nil || count < 1 || count > maxPeriodUnits {
		p.failAt(t.Span, "", "invalid period %s: want 1 to %d units", t.value, maxPeriodUnits)
	}
	return &Period{t.Span, count, unit}
}

func (p *parser) like(start int, x Expr, not bool) Expr {
	word := p.advance()
	if p.token.is("/") {
		p.token = p.regexAt(p.token.Offset)
	}
	t := p.token
	switch {
	case t.kind == regex:
		p.checkRegex(t)
	case t.kind == text && word.is("like"):
	case word.is("like"):
		p.unexpected("a string or a /regular expression/ after `like`")
	default:
		p.unexpected("a /regular expression/ after `=~`")
	}
	p.advance()
	return &Like{p.since(start), x, not, t.value, t.kind == regex}
}

func (p *parser) in(start int, x Expr, not bool) Expr {
	if p.token.is("(") {
		p.refuse(p.token.Span, "a subquery")
		return nil
	}
	p.expect("[", "to open the list after `in`")
	var list []Expr
	for more := true; more && p.err == nil; more = p.accept(",") {
		list = append(list, p.literal())
	}
	p.expect("]", "to close the list")
	return &In{p.since(start), x, not, list}
}

// literal reads an element of a list: a string, or a number with or without a
// minus sign.
func (p *parser) literal() Expr {
	start := p.token.Offset
	minus := p.accept("-")
	switch {
	case p.token.kind == number && minus:
		x := p.number()
		return &Unary{p.since(start), Negate, x}
	case p.token.kind == number || p.token.kind == text && !minus:
		return p.operand()
	}
	p.unexpected("a string or a number in the list")
	return nil
}
