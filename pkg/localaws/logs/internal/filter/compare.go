package filter

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

var comparisons = []string{"=", "!=", "<", "<=", ">", ">="}

// is reads TRUE, FALSE or NULL after IS.
func (p *parser) is(at path) (condition, error) {
	var want any
	switch t := p.take(); strings.ToUpper(t.text) {
	case "TRUE":
		want = true
	case "FALSE":
		want = false
	case "NULL":
		want = nil
	default:
		return nil, fmt.Errorf("want TRUE, FALSE or NULL after IS instead of %s", t)
	}
	return func(d any) bool {
		got, ok := at.in(d)
		return ok && isScalar(got) && got == want
	}, nil
}

// isScalar reports whether a value has no parts: Go cannot compare maps and slices.
func isScalar(v any) bool {
	switch v.(type) {
	case map[string]any, []any:
		return false
	}
	return true
}

// missing reads EXISTS after NOT.
func (p *parser) missing(at path) (condition, error) {
	if t := p.take(); !strings.EqualFold(t.text, "EXISTS") {
		return nil, fmt.Errorf("want EXISTS after NOT instead of %s", t)
	}
	return func(d any) bool {
		_, ok := at.in(d)
		return !ok
	}, nil
}

// compare returns the condition of an operator and its right side: a number, or a text with *
// for any characters. A field that is not there matches no comparison.
func compare(at path, operator string, t token) (condition, error) {
	if t.kind != word && t.kind != phrase {
		return nil, fmt.Errorf("want a text or a number after '%s' instead of %s", operator, t)
	}
	if number, err := strconv.ParseFloat(t.text, 64); err == nil && t.kind == word {
		return func(d any) bool {
			got, ok := numberAt(at, d)
			return ok && holds(operator, got, number)
		}, nil
	}
	if operator != "=" && operator != "!=" {
		return nil, fmt.Errorf("want a number after '%s' instead of %s", operator, t)
	}
	return func(d any) bool {
		got, ok := at.in(d)
		text, isText := got.(string)
		return ok && isText && like(text, t.text) == (operator == "=")
	}, nil
}

func numberAt(at path, document any) (n float64, ok bool) {
	got, _ := at.in(document)
	number, ok := got.(json.Number)
	if !ok {
		return 0, false
	}
	n, err := number.Float64()
	return n, err == nil
}

func holds(operator string, a, b float64) bool {
	switch operator {
	case "=":
		return a == b
	case "!=":
		return a != b
	case "<":
		return a < b
	case "<=":
		return a <= b
	case ">":
		return a > b
	}
	return a >= b
}

// like reports whether a text is that of a pattern in which * stands for any characters.
func like(text, pattern string) bool {
	parts := strings.Split(pattern, "*")
	if len(parts) == 1 {
		return text == pattern
	}
	text, ok := strings.CutPrefix(text, parts[0])
	if !ok {
		return false
	}
	for _, part := range parts[1 : len(parts)-1] {
		_, after, found := strings.Cut(text, part)
		if !found {
			return false
		}
		text = after
	}
	return strings.HasSuffix(text, parts[len(parts)-1])
}
