// Package syntax reads the CloudWatch Logs Insights query language: lexer,
// parser, and a syntax tree that knows its positions and prints itself back.
//
// It accepts what the engine in package cwli runs. Whatever else the service
// knows is refused as "not supported yet", whatever it does not know as an
// error; both say where.
package syntax

import (
	"fmt"
	"strings"
)

// MaxLength is the longest query that StartQuery takes, in bytes here
// (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html).
const MaxLength = 10_000

// Parse reads and checks a query. The error is always an *Error.
func Parse(text string) (*Query, error) {
	if len(text) > MaxLength {
		return nil, &Error{Offset: MaxLength, End: len(text), Message: fmt.Sprintf("the query is longer than %d characters", MaxLength)}
	}
	p := &parser{lexer: lexer{text: text}}
	p.advance()
	q := p.query()
	if p.err == nil {
		check(p, q)
	}
	if p.err != nil {
		return nil, p.err
	}
	return q, nil
}

// parser keeps the first error and then sees only the end of the text.
type parser struct {
	lexer
	token token
	past  []Span // of all tokens before the current one
}

func (p *parser) advance() token {
	t := p.token
	if t.End > t.Offset {
		p.past = append(p.past, t.Span)
	}
	p.token = p.next()
	return t
}

// accept steps over the current token if it is that keyword or symbol.
func (p *parser) accept(spelling string) bool {
	if !p.token.is(spelling) {
		return false
	}
	p.advance()
	return true
}

func (p *parser) expect(spelling, where string) {
	if !p.accept(spelling) {
		p.unexpected("`" + spelling + "` " + where)
	}
}

// unexpected reports the current token in place of what was wanted.
func (p *parser) unexpected(wanted string, hint ...string) {
	p.failAt(p.token.Span, strings.Join(hint, ""), "expected %s, found %s", wanted, p.token.found())
}

func (p *parser) failAt(at Span, hint, format string, args ...any) {
	p.fail(Error{Offset: at.Offset, End: at.End, Message: fmt.Sprintf(format, args...), Hint: hint})
	p.token = token{Span: p.token.Span}
}

func (p *parser) refuse(at Span, what string) {
	p.fail(Error{Offset: at.Offset, End: at.End, Message: what + " is not supported yet", Unsupported: true})
	p.token = token{Span: p.token.Span}
}

// since is the span from offset to the last token read.
func (p *parser) since(offset int) Span {
	if len(p.past) == 0 {
		return Span{offset, offset}
	}
	return Span{offset, max(offset, p.past[len(p.past)-1].End)}
}

// source is the text of the tokens read since mark, without comments.
func (p *parser) source(mark int) string {
	var b strings.Builder
	for i, at := range p.past[mark:] {
		if i > 0 && at.Offset > p.past[mark+i-1].End {
			b.WriteByte(' ')
		}
		b.WriteString(p.text[at.Offset:at.End])
	}
	return b.String()
}
