package syntax

import (
	"fmt"
	"strings"
)

// function is a function's name and the arguments that it takes.
type function struct {
	name        string
	least, most int // arguments
	star        bool
	aggregate   bool
}

var functions = map[string]function{
	"ispresent": {name: "ispresent", least: 1, most: 1},
	"bin":       {name: "bin", least: 1, most: 2},
	"count":     {name: "count", most: 1, star: true, aggregate: true},
	"sum":       {name: "sum", least: 1, most: 1, aggregate: true},
	"avg":       {name: "avg", least: 1, most: 1, aggregate: true},
	"min":       {name: "min", least: 1, most: 1, aggregate: true},
	"max":       {name: "max", least: 1, most: 1, aggregate: true},
}

// IsAggregate reports whether the call is computed over a group, as count(*) is,
// and not for one event.
func (x *Call) IsAggregate() bool { return functions[x.Name].aggregate }

func (p *parser) call(word token) Expr {
	f, ok := functions[strings.ToLower(word.value)]
	if !ok {
		p.unknownFunction(word)
		return nil
	}
	p.advance() // the parenthesis
	c := &Call{Name: f.name}
	if f.star && p.accept("*") {
		c.Star = true
	} else if !p.token.is(")") {
		c.Args = p.arguments()
	}
	p.expect(")", "to close the arguments of `"+f.name+"`")
	c.Span = p.since(word.Offset)
	p.checkArguments(f, c)
	return c
}

func (p *parser) arguments() (list []Expr) {
	for more := true; more && p.err == nil; more = p.accept(",") {
		list = append(list, p.expression(bindNothing))
	}
	return list
}

func (p *parser) unknownFunction(word token) {
	if known, ok := unsupportedFunctions[strings.ToLower(word.value)]; ok {
		p.refuse(word.Span, "`"+known+"()`")
		return
	}
	p.failAt(word.Span, suggestName(word.value, functionNames, unsupportedFunctions), "unknown function %s", word.found())
}

func (p *parser) checkArguments(f function, c *Call) {
	if p.err != nil {
		return
	}
	if n := len(c.Args); n < f.least || n > f.most {
		p.failAt(c.Span, "", "invalid `%s`: want %s, not %d", c, f.takes(), n)
	}
	if f.name == "bin" {
		p.checkBin(c)
	}
}

func (f function) takes() string {
	switch {
	case f.least == f.most:
		return "one argument"
	case f.least == 0:
		return "at most one argument"
	}
	return fmt.Sprintf("%d or %d arguments", f.least, f.most)
}

// checkBin accepts bin(period) and bin(@timestamp, period).
func (p *parser) checkBin(c *Call) {
	if p.err != nil {
		return
	}
	last := c.Args[len(c.Args)-1]
	if _, ok := last.(*Period); !ok {
		p.failAt(last.Range(), "", "invalid `%s` in `bin`: want a period such as 5m or 1h", last)
		return
	}
	if field, ok := c.Args[0].(*Field); len(c.Args) == 2 && (!ok || field.Name != "@timestamp") {
		p.refuse(c.Args[0].Range(), "`bin` of anything but @timestamp")
	}
}
