package expr

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

// maxText is the longest expression in bytes (AWS: "Constraints", expressions). It also limits the nesting.
const maxText = 4096

// usage has the placeholders and paths of a parsed expression.
type usage struct {
	names  map[string]bool // #placeholders
	values map[string]bool // :placeholders
	paths  []path          // every document path, as written
}

// parser is a recursive-descent parser of an expression.
type parser struct {
	tokens []token
	at     int
	usage  usage
}

func newParser(text string) (*parser, error) {
	if strings.TrimSpace(text) == "" {
		return nil, attr.Invalid("The expression can not be empty;")
	}
	if len(text) > maxText {
		return nil, attr.Invalidf("Expression size has exceeded the maximum allowed size; expression size: %d", len(text))
	}
	tokens, err := lex(text)
	return &parser{
		tokens: tokens,
		usage:  usage{names: map[string]bool{}, values: map[string]bool{}},
	}, err
}

func (p *parser) peek() token { return p.tokens[p.at] }

func (p *parser) next() token {
	t := p.tokens[p.at]
	if t.kind != tokenEnd {
		p.at++
	}
	return t
}

// accept consumes the next token if it is the sign.
func (p *parser) accept(text string) bool {
	if t := p.peek(); t.kind != tokenSign || t.text != text {
		return false
	}
	p.next()
	return true
}

// acceptWord consumes the next token if it is the keyword, in upper or lower case.
func (p *parser) acceptWord(keyword string) bool {
	if t := p.peek(); t.kind != tokenWord || !strings.EqualFold(t.text, keyword) {
		return false
	}
	p.next()
	return true
}

func (p *parser) expect(text string) error {
	if !p.accept(text) {
		return p.syntaxError()
	}
	return nil
}

func (p *parser) expectWord(keyword string) error {
	if !p.acceptWord(keyword) {
		return p.syntaxError()
	}
	return nil
}

func (p *parser) expectEnd() error {
	if p.peek().kind != tokenEnd {
		return p.syntaxError()
	}
	return nil
}

// syntaxError returns an error that names the next token and its neighbours, as DynamoDB's does.
func (p *parser) syntaxError() error {
	var near []string
	for _, t := range p.tokens[max(0, p.at-1):min(p.at+2, len(p.tokens))] {
		if t.kind != tokenEnd {
			near = append(near, t.text)
		}
	}
	return attr.Invalidf("Syntax error; token: %q, near: %q", p.peek().text, strings.Join(near, " "))
}

// functionName returns the name of the function if the next tokens are a function call.
func (p *parser) functionName() (name string, ok bool) {
	t := p.peek()
	if t.kind != tokenWord || p.tokens[p.at+1].text != "(" {
		return "", false
	}
	return t.text, true
}

// value parses a :placeholder.
func (p *parser) value() (placeholder, bool) {
	if p.peek().kind != tokenValue {
		return "", false
	}
	t := p.next()
	p.usage.values[t.text] = true
	return placeholder(t.text), true
}
