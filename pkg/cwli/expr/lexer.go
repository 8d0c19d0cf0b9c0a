package expr

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/fanlight/fanlight/pkg/lazyregexp"
)

// lexer splits text into tokens, one at each call of next: only the parser knows
// whether a slash divides or opens a regular expression. After an error next
// returns the end of the text.
type lexer struct {
	text string
	pos  int
	err  *Error
}

func (l *lexer) next() Token {
	l.skipBlank()
	if l.err != nil || l.pos == len(l.text) {
		return Token{Span: Span{l.pos, l.pos}}
	}
	switch c := l.text[l.pos]; {
	case isDigit(c) || c == '.' && l.pos+1 < len(l.text) && isDigit(l.text[l.pos+1]):
		return l.number()
	case isLetter(c) || c == '@' || c == '`':
		return l.name()
	case c == '"' || c == '\'':
		return l.quotedText(c)
	}
	return l.symbol()
}

// skipBlank steps over white space and comments, which go from # to the end of
// the line.
func (l *lexer) skipBlank() {
	for l.pos < len(l.text) {
		switch c := l.text[l.pos]; {
		case c == '#':
			l.pos += strings.IndexByte(l.text[l.pos:]+"\n", '\n')
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			l.pos++
		default:
			return
		}
	}
}

var symbolTokens = []string{
	"==", "!=", "<=", ">=", "=~", "~=",
	"|", "(", ")", "[", "]", "{", "}", ",", ":", ".", "=", "<", ">", "+", "-", "*", "/", "%", "^", "!",
}

func (l *lexer) symbol() Token {
	rest := l.text[l.pos:]
	if strings.HasPrefix(rest, "{{") {
		return l.parameter()
	}
	for _, s := range symbolTokens {
		if strings.HasPrefix(rest, s) {
			return l.take(TokenSymbol, s, len(s))
		}
	}
	return l.unknownCharacter()
}

func (l *lexer) take(k TokenKind, value string, length int) Token {
	t := Token{Span: Span{l.pos, l.pos + length}, Kind: k, Value: value}
	l.pos += length
	return t
}

// unknownCharacter reports a character that queries have only in quotes.
func (l *lexer) unknownCharacter() Token {
	r, size := utf8.DecodeRuneInString(l.text[l.pos:])
	at := Error{Offset: l.pos, End: l.pos + size}
	if r == '$' {
		at.Message, at.Unsupported = "running a saved query with `$` is not supported yet", true
		return l.fail(at)
	}
	at.Message = fmt.Sprintf("invalid character %q: want %s", r, insteadOf(r))
	return l.fail(at)
}

// insteadOf returns what is likely to be meant by a character.
func insteadOf(r rune) string {
	switch r {
	case '“', '”', '‘', '’':
		return "straight quotes, \" or '"
	case ':':
		return "a string in quotes, or a name with a colon in `backticks`"
	case '&':
		return "`and` between conditions"
	case '~':
		return "`=~` or `like` before a pattern"
	case ';':
		return "`|` between commands"
	case '.':
		return "a dot only between two parts of a name"
	case '{', '}', '\\':
		return "it only in a string or in `backticks`"
	case '\u00a0':
		return "a plain space: this is a no-break space, as editors and web pages make them"
	}
	switch {
	case unicode.IsSpace(r):
		return "a plain space"
	case unicode.Is(unicode.Cf, r):
		return "nothing in its place: it is invisible"
	}
	return "letters, digits, _, @ and . in a name; any other name in `backticks`"
}

func (l *lexer) fail(e Error) Token {
	if l.err == nil {
		l.err = &e
	}
	return Token{Span: Span{e.Offset, e.End}}
}

func (l *lexer) parameter() Token {
	length := 2
	if i := strings.Index(l.text[l.pos:], "}}"); i >= 0 {
		length = i + 2
	}
	return l.refuseParameter(l.pos, l.pos+length)
}

// refuseParameter reports a parameter that nothing has filled in.
func (l *lexer) refuseParameter(from, to int) Token {
	return l.fail(Error{Offset: from, End: to, Unsupported: true,
		Message: "the parameter `" + Shorten(l.text[from:to]) + "` has no value"})
}

var parameterPattern = lazyregexp.New(`\{\{\s*[A-Za-z_]\w*\s*\}\}`)

// quoted takes a token whose inside is text[from:to]. A parameter is refused
// there too, since the service replaces parameters anywhere.
func (l *lexer) quoted(k TokenKind, value string, from, to int) Token {
	if at := parameterPattern().FindStringIndex(l.text[from:to]); at != nil {
		return l.refuseParameter(from+at[0], from+at[1])
	}
	return l.take(k, value, to+1-l.pos)
}

// quotedText reads a string. AWS documents no escapes; here \\, \" and \' stand
// for the second character, and any other backslash for itself: "\d" is \d.
func (l *lexer) quotedText(q byte) Token {
	var b strings.Builder
	for i := l.pos + 1; i < len(l.text); i++ {
		switch c := l.text[i]; {
		case c == q:
			return l.quoted(TokenText, b.String(), l.pos+1, i)
		case c == '\\' && i+1 < len(l.text) && strings.IndexByte(`\"'`, l.text[i+1]) >= 0:
			i++
			b.WriteByte(l.text[i])
		default:
			b.WriteByte(c)
		}
	}
	return l.fail(Error{Offset: l.pos, End: len(l.text), Message: fmt.Sprintf("invalid string: want %c at its end", q)})
}

// regexAt reads /…/ from offset on. The character after a backslash, which may
// be a slash, does not end it.
func (l *lexer) regexAt(offset int) Token {
	l.pos = offset
	for i := offset + 1; i < len(l.text); i++ {
		switch l.text[i] {
		case '\\':
			i++
		case '/':
			return l.quoted(TokenRegex, l.text[offset+1:i], offset+1, i)
		}
	}
	return l.fail(Error{Offset: offset, End: len(l.text), Message: "invalid regular expression: want / at its end"})
}

func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' }
