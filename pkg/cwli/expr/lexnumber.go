package expr

import "fmt"

// number reads a number such as 12, 1.5, .5 or 1e-3, or a period such as 5m.
func (l *lexer) number() Token {
	i := l.digits(l.pos)
	if i+1 < len(l.text) && l.text[i] == '.' && isDigit(l.text[i+1]) {
		i = l.digits(i + 1)
	}
	if e := l.exponent(i); e > i {
		i = e
	}
	if i == len(l.text) || !isNameByte(l.text[i]) {
		return l.take(TokenNumber, l.text[l.pos:i], i-l.pos)
	}
	return l.withUnit(i)
}

func (l *lexer) digits(i int) int {
	for i < len(l.text) && isDigit(l.text[i]) {
		i++
	}
	return i
}

// exponent returns the end of the exponent that starts at i, or i if there is
// none.
func (l *lexer) exponent(i int) int {
	j := i
	if j == len(l.text) || l.text[j]|0x20 != 'e' {
		return i
	}
	if j++; j < len(l.text) && (l.text[j] == '+' || l.text[j] == '-') {
		j++
	}
	if l.digits(j) == j {
		return i
	}
	return l.digits(j)
}

func (l *lexer) withUnit(unit int) Token {
	i := unit
	for i < len(l.text) && isNameByte(l.text[i]) {
		i++
	}
	lexeme, name := l.text[l.pos:i], singular(l.text[unit:i])
	if l.digits(l.pos) == unit && unitNames[name] != "" {
		return l.take(TokenPeriod, lexeme, i-l.pos)
	}
	return l.fail(Error{Offset: l.pos, End: i, Message: fmt.Sprintf("invalid number `%s`: want digits, or a period such as 5m", lexeme),
		Hint: "write a string in quotes, a name that starts with a digit in `backticks`"})
}
