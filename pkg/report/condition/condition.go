// Package condition decides the conditions of reports and sections: their key send_when.
package condition

import (
	"errors"
	"fmt"
	"slices"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// Word is a condition that is one word.
type Word string

// The words. Any other condition is an expression over numbers, in the language of Logs
// Insights.
const (
	Always    Word = "always"
	Results   Word = "results"    // some query gave rows
	NoResults Word = "no_results" // none did
	Changed   Word = "changed"    // the numbers or rows are not those of the last edition that was sent
)

// Words returns all words.
func Words() []Word { return []Word{Always, Results, NoResults, Changed} }

// Condition is a condition that was read.
type Condition struct {
	Word Word // empty for an expression

	names []string // of the numbers that the expression reads, each once
	holds expr.Predicate
}

// Parse reads a condition: a word, or an expression such as errors > 0 and p95 >= 800. The
// error of an expression is an *expr.Error with its place in the text.
func Parse(text string) (*Condition, error) {
	if word := Word(text); slices.Contains(Words(), word) {
		return &Condition{Word: word}, nil
	}
	tree, err := expr.Parse(text)
	if err != nil {
		return nil, err
	}
	c := &Condition{}
	compiler := expr.Compiler{Slot: func(name string) (int, bool) { return c.slot(name), true }}
	if c.holds, err = compiler.Condition(tree); err != nil {
		return nil, err
	}
	if len(c.names) == 0 {
		return nil, errors.New("it reads no number: want one such as errors > 0")
	}
	return c, nil
}

// slot returns the place of a name.
func (c *Condition) slot(name string) int {
	if i := slices.Index(c.names, name); i >= 0 {
		return i
	}
	c.names = append(c.names, name)
	return len(c.names) - 1
}

// Names returns the names of the numbers that the condition reads.
func (c *Condition) Names() []string { return c.names }

// Holds reports whether an expression holds for numbers. The error names the first number
// that there is not: then nothing can be said.
func (c *Condition) Holds(number func(name string) (float64, bool)) (bool, error) {
	r := &row{values: make([]value.Value, len(c.names))}
	for i, name := range c.names {
		n, ok := number(name)
		if !ok {
			return false, fmt.Errorf("there is no number %s", name)
		}
		r.values[i] = value.OfNumber(n)
	}
	holds := c.holds(r)
	return holds, r.err
}

// Matches reports whether an expression holds for a row, whose fields are texts. A field
// that it does not have is absent.
func (c *Condition) Matches(field func(name string) (string, bool)) bool {
	r := &row{values: make([]value.Value, len(c.names))}
	for i, name := range c.names {
		if text, ok := field(name); ok {
			r.values[i] = value.OfText(text)
		}
	}
	return c.holds(r) && r.err == nil
}

// row implements expr.Row.
type row struct {
	values []value.Value
	err    error
}

func (r *row) At(slot int) value.Value { return r.values[slot] }

func (r *row) Fail(err error) { r.err = err }
