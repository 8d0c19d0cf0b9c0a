package report

import (
	"fmt"
	"strings"
	"time"
)

// ExpressionError says what is wrong with a schedule's expression and where.
// Offsets are bytes into the expression as it was given, End exclusive.
type ExpressionError struct {
	Offset, End int
	Message     string
	Hint        string // may be empty
}

// Error returns the message, the hint in parentheses behind it.
func (e *ExpressionError) Error() string {
	if e.Hint == "" {
		return e.Message
	}
	return e.Message + " (" + e.Hint + ")"
}

// timetable is a parsed expression.
type timetable interface {
	expression() string
	next(after time.Time, zone *time.Location) (time.Time, bool)
	last(atOrBefore time.Time, zone *time.Location) (time.Time, bool)
}

// token is a part of an expression and where it stands.
type token struct {
	text   string
	offset int
}

func (t token) errorf(hint, format string, args ...any) *ExpressionError {
	return &ExpressionError{t.offset, t.offset + len(t.text), fmt.Sprintf(format, args...), hint}
}

// cut splits the token at the first separator.
func (t token) cut(separator string) (before, after token, found bool) {
	left, right, found := strings.Cut(t.text, separator)
	return token{left, t.offset}, token{right, t.offset + len(left) + len(separator)}, found
}

// split splits the token at every separator.
func (t token) split(separator string) []token {
	var parts []token
	for {
		before, after, found := t.cut(separator)
		parts = append(parts, before)
		if !found {
			return parts
		}
		t = after
	}
}

// fields splits the token at white space.
func (t token) fields() []token {
	var parts []token
	for part := range strings.FieldsSeq(t.text) {
		begin := strings.Index(t.text, part)
		parts = append(parts, token{part, t.offset + begin})
		end := begin + len(part)
		t = token{t.text[end:], t.offset + end}
	}
	return parts
}

func (t token) trim() token {
	left := strings.TrimLeft(t.text, " \t\r\n")
	return token{strings.TrimRight(left, " \t\r\n"), t.offset + len(t.text) - len(left)}
}

// unwrap returns what stands inside word( ) and whether the token has that form.
func (t token) unwrap(word string) (token, bool) {
	t = t.trim()
	if !strings.HasPrefix(t.text, word+"(") || !strings.HasSuffix(t.text, ")") {
		return t, false
	}
	return token{t.text[len(word)+1 : len(t.text)-1], t.offset + len(word) + 1}, true
}

// parseExpression reads cron(…), at(…) or the bare six fields of a cron.
func parseExpression(text string) (timetable, error) {
	whole := token{text, 0}
	if rate, ok := whole.unwrap("rate"); ok {
		return nil, rate.errorf("write a cron", "rate schedules are not supported yet")
	}
	if at, ok := whole.unwrap("at"); ok {
		return parseOnce(at)
	}
	return parseCron(whole)
}
