package cwli

import (
	"cmp"
	"fmt"
	"slices"
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
		order := inner.sorted()
		inner.unordered() // the table has the rows of a key in their order
		of, err := inner.compiler().Value(&expr.Field{Name: c.RightField})
		return func(x *Execution, _ stage) stage {
			s := &joinTable{top: x.newTop("join", nil, right, order, unlimited), key: of, rows: map[string][]*entry{}}
			x.found[len(x.scans)] = s
			return s
		}, err
	})
	if err != nil {
		return err
	}
	b.settleSorted()
	rows := joined(c, b.scope, right)
	b.add("join", rows, func(x *Execution, next stage) stage {
		return &joiner{next, x.newFrame(rows), x.newFrame(right), x.found[index].(*joinTable), key, c.Outer}
	})
	return nil
}

// joined returns the schema of joined rows.
func joined(c *syntax.Join, left, right *schema) *schema {
	rows := left.extended()
	ofLeft := rows.resolve
	rows.resolve = func(name string) (loader, bool) {
		rest, ok := strings.CutPrefix(name, c.RightName+".")
		if !ok {
			return ofLeft(strings.TrimPrefix(name, c.LeftName+"."))
		}
		slot, ok := right.slot(rest)
		return func(f *frame) value.Value {
			if f.joined == nil {
				return value.Value{}
			}
			return f.joined.At(slot)
		}, ok
	}
	return rows
}

// joinTable is the rows of the right side by the keys of what they are joined by.
type joinTable struct {
	*top
	key  expr.Evaluator
	rows map[string][]*entry
	keys int // the first ones of values
	text []byte
}

func (s *joinTable) push(f *frame) error {
	v := s.key(f)
	if !v.Present() || v.Opaque() {
		return f.run.err
	}
	row := &entry{}
	s.rank(f)
	if err := s.fill(row, f); err != nil {
		return err
	}
	size, first := 0, true
	v.EqualKeys(s.text[:0], func(key []byte) {
		s.text = key
		if first && len(s.rows[string(key)]) == 0 {
			s.keys++
		}
		s.rows[string(key)] = append(s.rows[string(key)], row)
		size += len(key)
		first = false
	})
	if s.keys > maxJoinKeys {
		return fmt.Errorf("join: more than %d keys on the right side: filter it", maxJoinKeys)
	}
	return s.run.memory.take(s.command, size)
}

func (s *joinTable) end() error {
	for _, rows := range s.rows {
		slices.SortFunc(rows, s.kept.compare)
	}
	return nil
}

// joiner makes the pairs.
type joiner struct {
	stage
	frame, right *frame
	table        *joinTable
	key          expr.Evaluator
	outer        bool
}

func (s *joiner) push(f *frame) error {
	found := false
	var err error
	s.key(f).EqualTo(s.table.text[:0], func(key []byte) {
		s.table.text = key
		rows := s.table.rows[string(key)]
		found = found || len(rows) > 0
		for i := 0; i < len(rows) && err == nil; i++ {
			s.right.restore(&rows[i].kept)
			err = s.pass(f, s.right)
		}
	})
	if err == nil && !found && s.outer {
		err = s.pass(f, nil)
	}
	return cmp.Or(err, f.run.err)
}

func (s *joiner) pass(left, right *frame) error {
	s.frame.next()
	s.frame.parent, s.frame.joined = left, right
	return s.stage.push(s.frame)
}
