package expr

import "strings"

func isNameByte(c byte) bool { return isLetter(c) || isDigit(c) || c == '@' }

// name reads a path such as items.0.id, items[0].id, @timestamp or j.`user id`.
// The token's value is its segments, joined with dots.
func (l *lexer) name() Token {
	start := l.pos
	var path strings.Builder
	quoted := false
	for more := true; more && l.err == nil; more = l.dot(&path) {
		quoted = l.segment(&path) || quoted
		if !strings.EqualFold(path.String(), "in") { // in[1] is a list
			l.indices(&path)
		}
	}
	if l.err != nil {
		return Token{Span: Span{l.pos, l.pos}}
	}
	return Token{Span: Span{start, l.pos}, Kind: TokenName, Value: path.String(), Quoted: quoted}
}

// segment reads at signs and then a plain or a quoted segment, and reports which
// it was.
func (l *lexer) segment(path *strings.Builder) (quoted bool) {
	start := l.pos
	for l.pos < len(l.text) && isNameByte(l.text[l.pos]) {
		l.pos++
	}
	path.WriteString(l.text[start:l.pos])
	if l.peekIs('`') && strings.Trim(l.text[start:l.pos], "@") == "" {
		l.backticks(path)
		return true
	}
	if strings.Trim(l.text[start:l.pos], "@") == "" {
		l.fail(Error{Offset: start, End: l.pos, Message: "invalid `@`: want a name after it"})
	}
	return false
}

func (l *lexer) backticks(path *strings.Builder) {
	length := strings.IndexByte(l.text[l.pos+1:], '`')
	switch {
	case length < 0:
		l.fail(Error{Offset: l.pos, End: len(l.text), Message: "invalid name: want ` at its end"})
	case length == 0:
		l.fail(Error{Offset: l.pos, End: l.pos + 2, Message: "invalid name: want a character between the backticks"})
	default:
		inside := l.pos + 1
		path.WriteString(l.text[inside : inside+length])
		l.quoted(TokenName, "", inside, inside+length)
	}
}

// indices reads [0] after a segment, without a space between, as .0.
func (l *lexer) indices(path *strings.Builder) {
	for l.peekIs('[') {
		i := l.pos + 1
		for i < len(l.text) && isDigit(l.text[i]) {
			i++
		}
		if i == l.pos+1 || i == len(l.text) || l.text[i] != ']' {
			return
		}
		path.WriteString("." + l.text[l.pos+1:i])
		l.pos = i + 1
	}
}

// dot steps over a dot if another segment follows, and reports whether it did.
func (l *lexer) dot(path *strings.Builder) bool {
	if !l.peekIs('.') || l.pos+1 == len(l.text) {
		return false
	}
	if c := l.text[l.pos+1]; !isNameByte(c) && c != '`' {
		return false
	}
	l.pos++
	path.WriteByte('.')
	return true
}

func (l *lexer) peekIs(c byte) bool { return l.pos < len(l.text) && l.text[l.pos] == c }

// pathAt reads what follows a list or a map, from a dot or a bracket on.
func (l *lexer) pathAt(offset int) Token {
	l.pos = offset
	var path strings.Builder
	l.indices(&path)
	for more := l.dot(&path); more && l.err == nil; more = l.dot(&path) {
		l.segment(&path)
		l.indices(&path)
	}
	if l.pos == offset && l.err == nil {
		l.fail(Error{Offset: offset, End: offset + 1, Message: "invalid `" + l.text[offset:offset+1] + "`: want a name after a dot, or a number in brackets"})
	}
	return Token{Span: Span{offset, l.pos}, Kind: TokenName, Value: strings.TrimPrefix(path.String(), ".")}
}
