package expr

import (
	"fmt"
	"maps"
	"slices"

	"github.com/fanlight/fanlight/pkg/suggest"
)

// IsAggregate reports whether the call is computed over a group, as count(*) is,
// and not for one event.
func (x *Call) IsAggregate() bool { return x.Func.Result == GivesAggregate }

func (p *Parser) call(word Token) Expr {
	f, ok := Lookup(word.Value)
	if !ok {
		p.unknownFunction(word)
		return nil
	}
	p.Advance() // the parenthesis
	c := &Call{Func: f}
	if f.Star && p.Accept("*") {
		c.Star = true
	} else if !p.Is(")") {
		c.Args = p.arguments()
	}
	p.Expect(")", "to close the arguments of `"+f.Name+"`")
	c.Span = p.Since(word.Offset)
	p.checkArguments(c)
	return p.access(word.Offset, c)
}

func (p *Parser) arguments() (list []Expr) {
	for more := true; more && p.err == nil; more = p.Accept(",") {
		list = append(list, p.Expression())
	}
	return list
}

func (p *Parser) unknownFunction(word Token) {
	hint := "a field is written without parentheses"
	if near := suggest.Nearest(word.Value, slices.Sorted(maps.Keys(names()))); near != "" {
		hint = "did you mean `" + near + "`?"
	}
	p.Fail(word.Span, hint, "unknown function %s", word.Found())
}

func names() map[string]bool {
	all := map[string]bool{}
	for _, f := range Functions() {
		all[f.Name] = true
	}
	return all
}

func (p *Parser) checkArguments(c *Call) {
	if p.err != nil || c.Star {
		return
	}
	least, most := c.Func.bounds()
	if n := len(c.Args); n < least || n > most {
		p.Fail(c.Span, "", "invalid `%s`: want %s, not %d", c, takes(least, most), n)
		return
	}
	for i, x := range c.Args {
		p.checkArgument(c.Func, c.Func.param(i, len(c.Args)), x)
	}
	if p.err == nil && c.Func.check != nil {
		p.refuse(c.Func.check(c))
	}
}

// param returns the parameter of argument i of n. A parameter that may be left out is
// the last, or the first as in bin.
func (f *Function) param(i, n int) Param {
	if f.Params[0].Optional && n < len(f.Params) {
		i++
	}
	return f.Params[min(i, len(f.Params)-1)]
}

func (p *Parser) checkArgument(f *Function, param Param, x Expr) {
	_, period := x.(*Period)
	switch want := param.Type; {
	case p.err != nil:
	case want == PeriodParam && !period:
		p.Fail(x.Range(), "", "invalid `%s` in `%s`: want a period such as 5m or 1h", x, f.Name)
	case want == NumberParam && !isNumber(x):
		p.Fail(x.Range(), "", "invalid `%s` in `%s`: want a number", x, f.Name)
	case want == TextParam && !isText(x):
		p.refuse(mistake(x, "`%s` as the %s of `%s` is not supported, only a string in quotes", Shorten(x.String()), param.Name, f.Name).unsupported())
	case want != PeriodParam && period:
		p.Fail(x.Range(), "", "invalid period %s in `%s`: want a period only in functions such as `bin`", x, f.Name)
	}
}

// refuse reports a mistake, if there is one.
func (p *Parser) refuse(e *Error) {
	if e != nil {
		p.fail(*e)
		p.token = Token{Span: p.token.Span}
	}
}

// mistake returns an error at the place of x.
func mistake(x Expr, format string, args ...any) *Error {
	at := x.Range()
	return &Error{Offset: at.Offset, End: at.End, Message: fmt.Sprintf(format, args...)}
}

// unsupported marks a mistake as one of this engine only.
func (e *Error) unsupported() *Error {
	e.Unsupported = true
	return e
}

func isNumber(x Expr) bool {
	_, ok := x.(*Number)
	return ok
}

func isText(x Expr) bool {
	_, ok := x.(*Text)
	return ok
}

func takes(least, most int) string {
	argument := func(n int) string {
		if n == 1 {
			return "one argument"
		}
		return fmt.Sprintf("%d arguments", n)
	}
	switch {
	case most == 0:
		return "no argument"
	case least == most:
		return argument(least)
	case most == maxArguments:
		return "at least " + argument(least)
	case least == 0:
		return "at most " + argument(most)
	case most == least+1:
		return fmt.Sprintf("%d or %d arguments", least, most)
	}
	return fmt.Sprintf("%d to %d arguments", least, most)
}
