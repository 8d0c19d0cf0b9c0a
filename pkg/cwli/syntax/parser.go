package syntax

import (
	"fmt"
	"strings"
)

// MaxLength is the longest query that StartQuery takes. AWS counts characters;
// here they are bytes
// (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html).
const MaxLength = 10_000

// Parse reads a query and checks it. The error is an *Error: the first mistake in
// the order of the text, those of the grammar before all others.
func Parse(text string) (*Query, error) {
	if len(text) > MaxLength {
		return nil, &Error{Offset: MaxLength, End: len(text), Message: fmt.Sprintf("invalid query of %d bytes: want at most %d", len(text), MaxLength)}
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

// parser keeps the first error. After one, its token is the end of the text, so
// that every loop ends.
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

// accept steps over the current token if it is that keyword or symbol, and
// reports whether it did.
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

// unexpected reports the current token as wrong, and what is wanted in its place.
func (p *parser) unexpected(wanted string, hint ...string) {
	p.failAt(p.token.Span, strings.Join(hint, ""), "invalid %s: want %s", p.token.found(), wanted)
}

// failAt reports a mistake. Expressions among the arguments are shortened. It does
// nothing after the first one, whose message may have taken long to write.
func (p *parser) failAt(at Span, hint, format string, args ...any) {
	if p.err != nil {
		return
	}
	for i := range args {
		if x, ok := args[i].(Expr); ok {
			args[i] = shorten(x.String())
		}
	}
	p.fail(Error{Offset: at.Offset, End: at.End, Message: fmt.Sprintf(format, args...), Hint: hint})
	p.token = token{Span: p.token.Span}
}

func (p *parser) refuse(at Span, what string) {
	p.fail(Error{Offset: at.Offset, End: at.End, Message: what + " is not supported yet", Unsupported: true})
	p.token = token{Span: p.token.Span}
}

// since returns the span from offset to the end of the last token read.
func (p *parser) since(offset int) Span {
	if len(p.past) == 0 {
		return Span{offset, offset}
	}
	return Span{offset, max(offset, p.past[len(p.past)-1].End)}
}

// source returns the text of the tokens read since mark, without comments.
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
