package cwli

import "github.com/fanlight/fanlight/pkg/cwli/syntax"

// memo is the value of an alias for the row that had this turn.
type memo struct {
	turn  int
	value value
}

// alias compiles the expression of a column for later use by its name. Its value is
// computed once for each row, however often it is used: a chain such as fields a+a
// as b | fields b+b as c would else take 2 to the power of its length. A name for
// another value, or for a literal, needs no memo.
func (s *scope) alias(x syntax.Expr) evaluator {
	evaluate := s.eval(x)
	switch x := x.(type) {
	case *syntax.Field, *syntax.Number, *syntax.Text:
		return evaluate
	case *syntax.Call:
		if x.IsAggregate() {
			return evaluate
		}
	}
	slot := s.plan.memos
	s.plan.memos++
	return func(r *row) value {
		m := &r.memos[slot]
		if m.turn != r.turn {
			m.turn, m.value = r.turn, evaluate(r)
		}
		return m.value
	}
}
