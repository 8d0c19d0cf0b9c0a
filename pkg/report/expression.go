package report

import (
	"fmt"
	"strings"
	"time"
)

// ExpressionError reports a mistake in a schedule's expression. Offset and End
// are bytes into the expression as it was given; End is exclusive.
type ExpressionError struct {
	Offset, End int
	Message     string // the mistake, and what to write instead
}

// Error returns the message.
func (e *ExpressionError) Error() string { return e.Message }

// parsedSchedule is a parsed expression: a cron or an atTime.
type parsedSchedule interface {
	// expression returns the text that EventBridge Scheduler takes.
	expression() string
	// next returns the first run after a time, in UTC, false if there is none.
	next(after time.Time, zone *time.Location) (time.Time, bool)
	// last returns the last run at or before a time, in UTC, false if there is none.
	last(atOrBefore time.Time, zone *time.Location) (time.Time, bool)
}

// token is a part of an expression and its offset in the whole, in bytes.
type token struct {
	text   string
	offset int
}

// invalid returns the error that the token is not a valid what, and what to
// write instead.
func (t token) invalid(what, want string, args ...any) *ExpressionError {
	return t.errorf("invalid %s %.60q: want %s", what, t.text, fmt.Sprintf(want, args...))
}

func (t token) errorf(format string, args ...any) *ExpressionError {
	return &ExpressionError{t.offset, t.offset + len(t.text), fmt.Sprintf(format, args...)}
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

// unwrap returns the text inside word( ). It returns the trimmed token and false
// if the token does not have that form.
func (t token) unwrap(word string) (token, bool) {
	t = t.trim()
	if !strings.HasPrefix(t.text, word+"(") || !strings.HasSuffix(t.text, ")") {
		return t, false
	}
	return token{t.text[len(word)+1 : len(t.text)-1], t.offset + len(word) + 1}, true
}

// parseExpression reads cron(…), at(…), rate(…) or the bare six fields of a cron.
func parseExpression(text string) (parsedSchedule, error) {
	whole := token{text, 0}
	if rate, ok := whole.unwrap("rate"); ok {
		return parseRate(rate)
	}
	if at, ok := whole.unwrap("at"); ok {
		return parseAtTime(at)
	}
	return parseCron(whole)
}
