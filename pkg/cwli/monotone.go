package cwli

import (
	"slices"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// monotone reports whether a row that fails the condition still fails it without
// its discovered fields. Then the message of an event that fails need not be
// checked for valid JSON.
func (s *scope) monotone(x syntax.Expr) bool {
	if b, ok := x.(*syntax.Binary); ok && (b.Op == syntax.And || b.Op == syntax.Or) {
		return s.monotone(b.X) && s.monotone(b.Y)
	}
	if !isCondition(x) {
		return false
	}
	if slices.ContainsFunc(syntax.Children(x), s.hasCondition) {
		return false
	}
	u, negation := x.(*syntax.Unary)
	return !negation || u.Op != syntax.Not
}

// hasCondition reports whether x contains a condition, or an alias, which may stand
// for one. Conditions are numbers even if their fields are missing; everything
// else is absent then, and no comparison holds for it.
func (s *scope) hasCondition(x syntax.Expr) (found bool) {
	syntax.Walk(x, func(x syntax.Expr) bool {
		found = found || isCondition(x) || s.isAlias(x)
		return !found
	})
	return found
}

func (s *scope) isAlias(x syntax.Expr) bool {
	field, ok := x.(*syntax.Field)
	if !ok {
		return false
	}
	_, known := s.names[field.Name]
	return known
}

// isCondition reports whether x is an expression whose value is 1 or 0.
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
