package syntax

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// lexer cuts text into tokens on demand: whether a slash divides or opens a
// regular expression is for the parser to know. After an error it yields end.
type lexer struct {
	text string
	pos  int
	err  *Error
}

func (l *lexer) next() token {
	l.skipBlank()
	if l.err != nil || l.pos == len(l.text) {
		return token{Span: Span{l.pos, l.pos}}
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

// skipBlank passes white space and comments, which run from # to the line's end.
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
	"==", "!=", "<=", ">=", "=~",
	"|", "(", ")", "[", "]", ",", "=", "<", ">", "+", "-", "*", "/", "%", "^", "!",
}

func (l *lexer) symbol() token {
	rest := l.text[l.pos:]
	if strings.HasPrefix(rest, "{{") {
		return l.parameter()
	}
	for _, s := range symbolTokens {
		if strings.HasPrefix(rest, s) {
			return l.take(symbol, s, len(s))
		}
	}
	return l.unknownCharacter()
}

func (l *lexer) take(k kind, value string, length int) token {
	t := token{Span: Span{l.pos, l.pos + length}, kind: k, value: value}
	l.pos += length
	return t
}

// unknownCharacter reports a character that no query has outside quotes.
func (l *lexer) unknownCharacter() token {
	r, size := utf8.DecodeRuneInString(l.text[l.pos:])
	hint := "names with other characters than letters, digits, _, @ and . are written in `backticks`"
	switch r {
	case '“', '”', '‘', '’':
		hint = "use straight quotes, \" or '"
	case ':':
		hint = "a string needs quotes, and a name with a colon `backticks`"
	case '&':
		hint = "conditions are joined with `and`"
	case ';':
		hint = "commands are separated by `|`"
	case '{', '}', '\\':
		hint = ""
	case '$':
		return l.fail(Error{Offset: l.pos, End: l.pos + size, Unsupported: true,
			Message: "running a saved query with `$` is not supported yet"})
	}
	return l.fail(Error{Offset: l.pos, End: l.pos + size, Message: fmt.Sprintf("unexpected character %q", r), Hint: hint})
}

func (l *lexer) fail(e Error) token {
	if l.err == nil {
		l.err = &e
	}
	return token{Span: Span{e.Offset, e.End}}
}

func (l *lexer) parameter() token {
	length := 2
	if i := strings.Index(l.text[l.pos:], "}}"); i >= 0 {
		length = i + 2
	}
	return l.refuseParameter(l.pos, l.pos+length)
}

func (l *lexer) refuseParameter(from, to int) token {
	return l.fail(Error{Offset: from, End: to, Unsupported: true,
		Message: "query parameters such as `" + shorten(l.text[from:to]) + "` are not supported yet"})
}

var parameterPattern = regexp.MustCompile(`\{\{\s*[A-Za-z_]\w*\s*\}\}`)

// quoted takes a lexeme whose inside is text[from:to]. Parameters count there
// too: the service substitutes them anywhere, so keeping them would lie.
func (l *lexer) quoted(k kind, value string, from, to int) token {
	if at := parameterPattern.FindStringIndex(l.text[from:to]); at != nil {
		return l.refuseParameter(from+at[0], from+at[1])
	}
	return l.take(k, value, to+1-l.pos)
}

// quotedText reads a string. AWS documents no escapes: \\, \" and \' stand for
// the second character, and any other backslash for itself, so "\d" is \d.
func (l *lexer) quotedText(q byte) token {
	var b strings.Builder
	for i := l.pos + 1; i < len(l.text); i++ {
		switch c := l.text[i]; {
		case c == q:
			return l.quoted(text, b.String(), l.pos+1, i)
		case c == '\\' && i+1 < len(l.text) && strings.IndexByte(`\"'`, l.text[i+1]) >= 0:
			i++
			b.WriteByte(l.text[i])
		default:
			b.WriteByte(c)
		}
	}
	return l.fail(Error{Offset: l.pos, End: len(l.text), Message: fmt.Sprintf("the string is not closed: expected %c", q)})
}

// regexAt reads /…/ from offset on; a backslash keeps the next character,
// a slash too, out of the lexer's sight.
func (l *lexer) regexAt(offset int) token {
	l.pos = offset
	for i := offset + 1; i < len(l.text); i++ {
		switch l.text[i] {
		case '\\':
			i++
		case '/':
			return l.quoted(regex, l.text[offset+1:i], offset+1, i)
		}
	}
	return l.fail(Error{Offset: offset, End: len(l.text), Message: "the regular expression is not closed: expected /"})
}

func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' }
