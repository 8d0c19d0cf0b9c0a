package cwli

import (
	"slices"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// filter compiles a condition: on events a part of the scan, on other rows a stage.
func (b *builder) filter(c *syntax.Filter) error {
	holds, err := b.compiler().Condition(c.Condition)
	if err != nil {
		return err
	}
	if b.scans {
		d := b.part.events.discovers
		d.strict = d.strict || !b.monotone(c.Condition)
		b.part.filters = append(b.part.filters, holds)
		return nil
	}
	b.add("rows", b.scope, func(_ *Execution, next stage) stage { return &filterStage{next, holds} })
	return nil
}

// filterStage passes the rows on for which a condition holds.
type filterStage struct {
	stage
	holds expr.Predicate
}

func (s *filterStage) push(f *frame) error {
	if !s.holds(f) {
		return nil
	}
	return s.stage.push(f)
}

// monotone reports whether a row that fails the condition still fails it without
// its discovered fields. Then the message of an event that fails need not be
// checked for valid JSON.
func (b *builder) monotone(x expr.Expr) bool {
	if both, ok := x.(*expr.Binary); ok && (both.Op == expr.And || both.Op == expr.Or) {
		return b.monotone(both.X) && b.monotone(both.Y)
	}
	if !conditional(x) || reverses(x) {
		return false
	}
	return !slices.ContainsFunc(expr.Children(x), b.hasTotal)
}

// reverses reports whether a condition may hold because a field is missing.
func reverses(x expr.Expr) bool {
	switch x := x.(type) {
	case *expr.Unary:
		return x.Op == expr.Not
	case *expr.Call:
		return x.Func.Total && x.Func.Name != "ispresent"
	}
	return false
}

// hasTotal reports whether x contains an expression that has a value even if its fields
// are missing, or an alias, which may stand for one. Everything else is absent then,
// and no comparison holds for it.
func (b *builder) hasTotal(x expr.Expr) (found bool) {
	expr.Walk(x, func(x expr.Expr) bool {
		switch x := x.(type) {
		case *expr.Field:
			_, alias := b.scope.defined[x.Name]
			_, part := b.scope.parts[x.Name]
			found = found || alias || part
		case *expr.Call:
			found = found || x.Func.Total
		default:
			found = found || conditional(x)
		}
		return !found
	})
	return found
}

// conditional reports whether x is a condition, whose value is 1 or 0 in any row.
func conditional(x expr.Expr) bool {
	switch x := x.(type) {
	case *expr.Like, *expr.In:
		return true
	case *expr.Unary:
		return x.Op == expr.Not
	case *expr.Binary:
		return x.Op == expr.And || x.Op == expr.Or || x.Op.Comparison()
	case *expr.Call:
		return x.Func.Result == expr.GivesTruth
	}
	return false
}
