package cwli

import (
	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// dedup compiles a dedup command: of the rows with the same values it keeps the first
// in the order of the rows, and all rows that lack one
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Dedup.html).
func (b *builder) dedup(c *syntax.Dedup) error {
	keys := make([]expr.Evaluator, len(c.Fields))
	for i, field := range c.Fields {
		evaluate, err := b.compiler().Value(field)
		if err != nil {
			return err
		}
		keys[i] = evaluate
	}
	order, rows := b.sorted(), b.scope
	b.add("dedup", rows, func(x *Execution, next stage) stage {
		return &dedup{top: x.newTop("dedup", next, rows, order, unlimited), keys: keys, firsts: map[string]*entry{}}
	})
	b.unordered()
	return nil
}

// dedup keeps the first row of each key. It uses the memory of a row that another one
// replaces again.
type dedup struct {
	*top
	keys   []expr.Evaluator
	firsts map[string]*entry
	key    []byte
}

func (s *dedup) push(f *frame) error {
	s.key = s.key[:0]
	for _, key := range s.keys {
		v := key(f)
		if !v.Present() {
			return s.top.push(f)
		}
		s.key = v.AppendKey(s.key)
	}
	s.rank(f)
	first, ok := s.firsts[string(s.key)]
	if !ok {
		const perKey = 64 // of the map
		first = &entry{}
		s.firsts[string(s.key)] = first
		s.kept.entries = append(s.kept.entries, first)
		_ = s.run.memory.take(s.command, perKey+len(s.key)) // the budget keeps the error
		return s.fill(first, f)
	}
	if s.kept.before(s.top.keys, s.arrived, first.sortKeys(), first.arrival) {
		return s.fill(first, f)
	}
	return nil
}
