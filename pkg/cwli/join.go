package cwli

import (
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// maxJoinKeys is the largest number of distinct keys on the right side of a join
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Join.html).
const maxJoinKeys = 50_000

// join compiles a join command: a row for each pair of rows with the same key. Fields are
// named after their side, and those of the left one also without.
func (b *builder) join(c *syntax.Join) error {
	key, err := b.compiler().Value(&expr.Field{Name: c.LeftField})
	if err != nil {
		return err
	}
	var right *schema
	index, err := b.inner(c.Query.Query, func(inner *builder) (step, error) {
		right = inner.scope
		of, err := inner.compiler().Value(&expr.Field{Name: c.RightField})
		return func(x *Execution, _ stage) stage {
			s := &joinTable{run: x, key: of, rows: map[string][]*kept{}}
			x.found[len(x.scans)] = s
			return s
		}, err
	})
	if err != nil {
		return err
	}
	b.settleSorted()
	rows := b.joined(c, b.scope, right)
	b.add("join", rows, func(x *Execution, next stage) stage {
		return &joiner{next, x.newFrame(rows), x.newFrame(right), x.found[index].(*joinTable), key, c.Outer}
	})
	return nil
}

// joined returns the schema of joined rows.
func (b *builder) joined(c *syntax.Join, left, right *schema) *schema {
	return newSchema(func(name string) (loader, bool) {
		if rest, ok := strings.CutPrefix(name, c.RightName+"."); ok {
			slot, ok := right.slot(rest)
			return func(f *frame) value.Value {
				if f.joined == nil {
					return value.Value{}
				}
				return f.joined.At(slot)
			}, ok
		}
		slot, ok := left.slot(strings.TrimPrefix(name, c.LeftName+"."))
		return func(f *frame) value.Value { return f.parent.At(slot) }, ok
	})
}

// joinTable is the rows of the right side by their keys.
type joinTable struct {
	run  *Execution
	key  expr.Evaluator
	rows map[string][]*kept
	text []byte
}

func (s *joinTable) push(f *frame) error {
	v := s.key(f)
	if !v.Present() || v.Opaque() {
		return f.run.err
	}
	s.text = equalKey(s.text[:0], v)
	k := &kept{}
	f.keep(k, false)
	if s.rows[string(s.text)] = append(s.rows[string(s.text)], k); len(s.rows) > maxJoinKeys {
		return fmt.Errorf("join: more than %d keys on the right side: filter it", maxJoinKeys)
	}
	return s.run.memory.take("join", k.size()+len(s.text))
}

func (s *joinTable) end() error { return nil }

// joiner makes the pairs.
type joiner struct {
	stage
	frame, right *frame
	table        *joinTable
	key          expr.Evaluator
	outer        bool
}

func (s *joiner) push(f *frame) error {
	v := s.key(f)
	var found []*kept
	if v.Present() && !v.Opaque() {
		s.table.text = equalKey(s.table.text[:0], v)
		found = s.table.rows[string(s.table.text)]
	}
	for _, k := range found {
		s.right.restore(k)
		if err := s.pass(f, s.right); err != nil {
			return err
		}
	}
	if len(found) == 0 && s.outer {
		return s.pass(f, nil)
	}
	return f.run.err
}

func (s *joiner) pass(left, right *frame) error {
	s.frame.next()
	s.frame.parent, s.frame.joined = left, right
	return s.stage.push(s.frame)
}
