package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Mark is a bound that a value should not cross. Its text form has the operator
// before the number, such as "> 10": a value for which that holds has crossed it.
type Mark struct {
	Op    string // one of >, >=, <, <=
	Value float64
}

// ParseMark reads a mark. Without an operator a value has crossed it above the
// number, and below it if good is GoodUp.
func ParseMark(s string, good Good) (Mark, error) {
	rest := strings.TrimSpace(s)
	m := Mark{Op: ">"}
	if good == GoodUp {
		m.Op = "<"
	}
	for _, op := range []string{">=", "<=", ">", "<"} {
		if after, has := strings.CutPrefix(rest, op); has {
			m.Op, rest = op, strings.TrimSpace(after)
			break
		}
	}
	f, err := strconv.ParseFloat(rest, 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		return Mark{}, fmt.Errorf(`invalid mark %q: want a number, or one with its operator such as ">= 10"`, s)
	}
	m.Value = f
	return m, nil
}

// Crossed reports whether a value has crossed the mark.
func (m Mark) Crossed(value float64) bool {
	switch m.Op {
	case ">=":
		return value >= m.Value
	case "<":
		return value < m.Value
	case "<=":
		return value <= m.Value
	}
	return value > m.Value
}

// Above reports whether values above the mark have crossed it.
func (m Mark) Above() bool { return !strings.HasPrefix(m.Op, "<") }

// String returns the text form, such as ">= 10".
func (m Mark) String() string { return m.Op + " " + strconv.FormatFloat(m.Value, 'g', -1, 64) }

// MarshalText implements encoding.TextMarshaler.
func (m Mark) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler. The text needs its operator.
func (m *Mark) UnmarshalText(text []byte) error {
	if !strings.ContainsAny(string(text), "<>") {
		return fmt.Errorf("invalid mark %q: want an operator before the number", text)
	}
	parsed, err := ParseMark(string(text), "")
	if err != nil {
		return err
	}
	*m = parsed
	return nil
}
