package expr

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Parser reads expressions, and for package syntax the commands around them. It keeps
// the first error. After one, its token is the end of the text, so that every loop
// ends.
type Parser struct {
	lexer
	token    Token
	past     []Span // of all tokens before the current one
	depth    int    // of the expression that is read
	subquery func(*Parser) Subquery
}

// maxDepth bounds how deep expressions are nested, each level with a few frames of the
// stack here and in whatever walks the tree. AWS documents no bound.
const maxDepth = 500

// enter counts a level of nesting until leave, and reports one too many.
func (p *Parser) enter() {
	if p.depth++; p.depth > maxDepth {
		p.Fail(p.token.Span, "", "invalid nesting: want at most %d levels of parentheses and operators", maxDepth)
	}
}

func (p *Parser) leave() { p.depth-- }

// NewParser returns a parser at the first token of text. Subquery reads a query in
// parentheses after in, up to the closing one; nil refuses them.
func NewParser(text string, subquery func(*Parser) Subquery) *Parser {
	p := &Parser{lexer: lexer{text: text}, subquery: subquery}
	p.Advance()
	return p
}

// Parse reads an expression that is the whole text. The error is an *Error.
func Parse(text string) (Expr, error) {
	p := NewParser(text, nil)
	x := p.Expression()
	if p.token.Kind != TokenEnd {
		p.Unexpected("the end of the expression")
	}
	if p.err != nil {
		return nil, p.err
	}
	return x, nil
}

// Err returns the first mistake, nil if there is none so far.
func (p *Parser) Err() *Error { return p.err }

// Token returns the current token.
func (p *Parser) Token() Token { return p.token }

// Is reports whether the current token is that keyword or symbol.
func (p *Parser) Is(spelling string) bool { return p.token.Is(spelling) }

// Advance steps over the current token and returns it.
func (p *Parser) Advance() Token {
	t := p.token
	if t.End > t.Offset {
		p.past = append(p.past, t.Span)
	}
	p.token = p.next()
	return t
}

// Accept steps over the current token if it is that keyword or symbol, and
// reports whether it did.
func (p *Parser) Accept(spelling string) bool {
	if !p.token.Is(spelling) {
		return false
	}
	p.Advance()
	return true
}

// Expect steps over a keyword or symbol. Without it, that is the mistake.
func (p *Parser) Expect(spelling, where string) {
	if !p.Accept(spelling) {
		p.Unexpected("`" + spelling + "` " + where)
	}
}

// AcceptRegex reads a /regular expression/ at the current token, and reports whether
// there is one: only the parser knows whether a slash divides.
func (p *Parser) AcceptRegex() (Token, bool) {
	if !p.token.Is("/") {
		return Token{}, false
	}
	p.token = p.regexAt(p.token.Offset)
	p.checkRegex(p.token)
	return p.Advance(), p.err == nil
}

// Word reads what is written from the current token on up to a blank, a bar or a
// parenthesis: a time such as 2026-01-31T12:30:00Z is not a token. Without it, that is the
// mistake.
func (p *Parser) Word(wanted string) string {
	start := p.token.Offset
	length := strings.IndexAny(p.text[start:]+" ", " \t\r\n|()")
	if p.err != nil || length == 0 {
		p.Unexpected(wanted)
		return ""
	}
	p.token = Token{Span: Span{start, start + length}, Kind: TokenName, Value: p.text[start : start+length]}
	p.pos = start + length
	return p.Advance().Value
}

// Unexpected reports the current token as wrong, and what is wanted in its place.
func (p *Parser) Unexpected(wanted string, hint ...string) {
	if r, _ := utf8.DecodeRuneInString(p.token.Value); p.token.Kind == TokenSymbol && strings.ContainsRune(":.{}", r) {
		p.Fail(p.token.Span, "", "invalid character %q: want %s", r, insteadOf(r))
	}
	p.Fail(p.token.Span, strings.Join(hint, ""), "invalid %s: want %s", p.token.Found(), wanted)
}

// Fail reports a mistake. Expressions among the arguments are shortened. It does
// nothing after the first one, whose message may have taken long to write.
func (p *Parser) Fail(at Span, hint, format string, args ...any) {
	if p.err != nil {
		return
	}
	for i := range args {
		if x, ok := args[i].(Expr); ok {
			args[i] = Shorten(x.String())
		}
	}
	p.fail(Error{Offset: at.Offset, End: at.End, Message: fmt.Sprintf(format, args...), Hint: hint})
	p.token = Token{Span: p.token.Span}
}

// Since returns the span from offset to the end of the last token read.
func (p *Parser) Since(offset int) Span {
	if len(p.past) == 0 {
		return Span{offset, offset}
	}
	return Span{offset, max(offset, p.past[len(p.past)-1].End)}
}

// source returns the text of the tokens read since mark, without comments.
func (p *Parser) source(mark int) string {
	var b strings.Builder
	for i, at := range p.past[mark:] {
		if i > 0 && at.Offset > p.past[mark+i-1].End {
			b.WriteByte(' ')
		}
		b.WriteString(p.text[at.Offset:at.End])
	}
	return b.String()
}
