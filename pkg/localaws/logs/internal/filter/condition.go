package filter

import (
	"fmt"
	"slices"
	"strings"
)

// condition decides whether a document matches.
type condition func(document any) bool

// parser reads a JSON pattern: { A && (B || C) }. && binds more tightly than ||.
type parser struct {
	tokens []token
	depth  int
}

// maxDepth is the largest number of parentheses in each other.
const maxDepth = 100

func (p *parser) peek() token {
	if len(p.tokens) == 0 {
		return token{}
	}
	return p.tokens[0]
}

func (p *parser) take() token {
	t := p.peek()
	p.tokens = p.tokens[min(1, len(p.tokens)):]
	return t
}

// accept takes a symbol if it is the next token.
func (p *parser) accept(text string) bool {
	if p.peek() != (token{symbol, text}) {
		return false
	}
	p.take()
	return true
}

func (p *parser) expect(text string) error {
	if !p.accept(text) {
		return fmt.Errorf("want '%s' instead of %s", text, p.peek())
	}
	return nil
}

func (p *parser) pattern() (condition, error) {
	if err := p.expect("{"); err != nil {
		return nil, err
	}
	c, err := p.either()
	if err != nil {
		return nil, err
	}
	if err := p.expect("}"); err != nil {
		return nil, err
	}
	if t := p.peek(); t.kind != end {
		return nil, fmt.Errorf("unexpected %s after '}'", t)
	}
	return c, nil
}

func (p *parser) either() (condition, error) {
	all, err := p.joined("||", p.both)
	if err != nil || len(all) == 1 {
		return first(all), err
	}
	return func(d any) bool {
		return slices.ContainsFunc(all, func(c condition) bool { return c(d) })
	}, nil
}

func (p *parser) both() (condition, error) {
	all, err := p.joined("&&", p.single)
	if err != nil || len(all) == 1 {
		return first(all), err
	}
	return func(d any) bool {
		return !slices.ContainsFunc(all, func(c condition) bool { return !c(d) })
	}, nil
}

func first(all []condition) condition {
	if len(all) == 0 {
		return nil
	}
	return all[0]
}

// joined reads conditions with a symbol between them.
func (p *parser) joined(by string, one func() (condition, error)) (all []condition, err error) {
	for {
		c, err := one()
		if err != nil {
			return nil, err
		}
		all = append(all, c)
		if !p.accept(by) {
			return all, nil
		}
	}
}

func (p *parser) single() (condition, error) {
	if !p.accept("(") {
		return p.comparison()
	}
	if p.depth++; p.depth > maxDepth {
		return nil, fmt.Errorf("more than %d parentheses in each other", maxDepth)
	}
	c, err := p.either()
	if err != nil {
		return nil, err
	}
	p.depth--
	return c, p.expect(")")
}

// comparison reads a selector with its operator.
func (p *parser) comparison() (condition, error) {
	t := p.take()
	if t.kind != selector {
		return nil, fmt.Errorf("want a selector such as $.name instead of %s", t)
	}
	at, err := parseSelector(t.text)
	if err != nil {
		return nil, err
	}
	switch operator := p.take(); {
	case operator.kind == word && strings.EqualFold(operator.text, "IS"):
		return p.is(at)
	case operator.kind == word && strings.EqualFold(operator.text, "NOT"):
		return p.missing(at)
	case operator.kind == symbol && slices.Contains(comparisons, operator.text):
		return compare(at, operator.text, p.take())
	default:
		return nil, fmt.Errorf("want an operator after %s instead of %s", t.text, operator)
	}
}
