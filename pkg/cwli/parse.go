package cwli

import (
	"fmt"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// finder finds the parts of a text: up to n matches, -1 for all, each as the pairs of
// indices of its parts, -1 for one that is missing.
type finder func(s string, n int) ([][]int, error)

// match is the parts of the text that a parse command reads, in the row of this turn.
type match struct {
	turn int
	text string
	at   []int // nil: the text does not match
}

// parse compiles a parse command. A row whose text does not match stays, without the
// fields (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Parse.html).
func (b *builder) parse(c *syntax.Extract) error {
	if c.Marks() {
		return unsupported(c, "`parse` with a pattern without * is not supported here")
	}
	text, err := b.text(c.Of)
	if err != nil {
		return err
	}
	switch c.Mode {
	case syntax.Glob:
		return b.captures(text, newGlob(c.Pattern).find, namesOf(c.Aliases), c.Multi)
	case syntax.Regexp:
		re, err := b.compiler().Regexp(c.Regex)
		if err != nil {
			return err
		}
		return b.captures(text, groupsOf(re), namesOf(c.Aliases), c.Multi)
	case syntax.CSV:
		b.cells(text, namesOf(c.Aliases))
	case syntax.Logfmt:
		b.whole(text, logfmt, c.Aliases[0].Name)
	case syntax.XML:
		b.whole(text, elementAt(c.Pattern), c.Aliases[0].Name)
	}
	return nil
}

// groupsOf returns the finder of the groups of a regular expression.
func groupsOf(re expr.Regexp) finder {
	return func(s string, n int) ([][]int, error) {
		found, err := re.Find(s, n)
		for i := range found {
			found[i] = found[i][2:]
		}
		return found, err
	}
}

// text compiles the text that a command reads: by default the message.
func (b *builder) text(of *expr.Field) (expr.Evaluator, error) {
	if of == nil {
		of = &expr.Field{Name: "@message"}
	}
	return b.compiler().Value(of)
}

// namesOf returns the names of fields. A group without a name has an empty one.
func namesOf(fields []*expr.Field) []string {
	names := make([]string, len(fields))
	for i, field := range fields {
		if field != nil {
			names[i] = field.Name
		}
	}
	return names
}

// captures defines the parts of a text. With multi every match makes a row.
func (b *builder) captures(text expr.Evaluator, find finder, names []string, multi bool) error {
	if multi {
		b.multiply(names, func(f *frame, yield func([]value.Value) error) error {
			return eachMatch(text(f), find, len(names), yield)
		})
		return nil
	}
	index := b.scope.parses
	b.scope.parses++
	for i, name := range names {
		if name == "" {
			continue
		}
		b.scope.define(name, b.scope.add(func(f *frame) value.Value { return f.capture(index, text, find, i) }))
	}
	return nil
}

// capture returns a part of the text that a parse command reads. It searches the text
// once a row.
func (f *frame) capture(index int, text expr.Evaluator, find finder, part int) value.Value {
	m := &f.matches[index]
	if m.turn != f.turn {
		m.turn, m.at = f.turn, nil
		if v := text(f); v.Present() && !v.Opaque() {
			m.text = v.String()
			found, err := find(m.text, 1)
			if err != nil {
				f.Fail(err)
			} else if len(found) > 0 {
				m.at = found[0]
			}
		}
	}
	return partOf(m.text, m.at, part)
}

// partOf returns a part of a match, absent if it has none.
func partOf(text string, at []int, part int) value.Value {
	if 2*part+1 >= len(at) || at[2*part] < 0 {
		return value.Value{}
	}
	return value.OfText(text[at[2*part]:at[2*part+1]])
}

// maxMatches bounds the rows that parse makes of one row with multi, and so its memory.
const maxMatches = 100_000

// eachMatch makes the rows of one row with multi: one for each match, and one without
// parts if there is none.
func eachMatch(v value.Value, find finder, parts int, yield func([]value.Value) error) error {
	row := make([]value.Value, parts)
	if !v.Present() || v.Opaque() {
		return yield(row)
	}
	text := v.String()
	found, err := find(text, maxMatches+1)
	if err != nil {
		return err
	}
	if len(found) > maxMatches {
		return fmt.Errorf("parse multi: more than %d matches in one text: match longer parts", maxMatches)
	}
	for _, at := range found {
		for i := range row {
			row[i] = partOf(text, at, i)
		}
		if err := yield(row); err != nil {
			return err
		}
	}
	if len(found) == 0 {
		return yield(row)
	}
	return nil
}

// whole defines one field that is made of a whole text.
func (b *builder) whole(text expr.Evaluator, read func(string) value.Value, name string) {
	b.scope.define(name, b.scope.add(func(f *frame) value.Value {
		v := text(f)
		if !v.Present() || v.Opaque() {
			return value.Value{}
		}
		return read(v.String())
	}))
}
