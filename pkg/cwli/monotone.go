package cwli

import "github.com/fanlight/fanlight/pkg/cwli/syntax"

// monotone tells that no row comes to pass the condition by losing fields. Then
// an event that does not pass need not be checked for being valid JSON.
func (s *scope) monotone(x syntax.Expr) bool {
	if b, ok := x.(*syntax.Binary); ok && (b.Op == syntax.And || b.Op == syntax.Or) {
		return s.monotone(b.X) && s.monotone(b.Y)
	}
	if !isCondition(x) {
		return false
	}
	for _, operand := range syntax.Children(x) {
		if s.hasCondition(operand) {
			return false
		}
	}
	u, negation := x.(*syntax.Unary)
	return !negation || u.Op != syntax.Not
}

// hasCondition looks for what is a number even without its fields: absent is
// what everything else becomes then, and no comparison holds for it.
func (s *scope) hasCondition(x syntax.Expr) (found bool) {
	syntax.Walk(x, func(x syntax.Expr) bool {
		field, ok := x.(*syntax.Field)
		_, alias := s.names[nameOf(field, ok)]
		found = found || isCondition(x) || alias
		return !found
	})
	return found
}

func nameOf(field *syntax.Field, ok bool) string {
	if !ok {
		return ""
	}
	return field.Name
}

// isCondition tells the expressions that yield 1 or 0.
func isCondition(x syntax.Expr) bool {
	switch x := x.(type) {
	case *syntax.Like, *syntax.In:
		return true
	case *syntax.Call:
		return x.Name == "ispresent"
	case *syntax.Unary:
		return x.Op == syntax.Not
	case *syntax.Binary:
		return x.Op == syntax.And || x.Op == syntax.Or || x.Op.Comparison()
	}
	return false
}
