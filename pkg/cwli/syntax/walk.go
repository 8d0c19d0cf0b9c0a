package syntax

import (
	"slices"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

// EachCommand calls visit with each command of the query and of the queries in parentheses
// in it, which follow the command that they are in.
func (q *Query) EachCommand(visit func(Command)) {
	for _, c := range q.Commands {
		visit(c)
		switch c := c.(type) {
		case *Join:
			c.Query.Query.EachCommand(visit)
		case *AppendCols:
			c.Query.Query.EachCommand(visit)
		}
		EachExpression(c, func(x expr.Expr) {
			if in, ok := x.(*expr.In); ok {
				if s, ok := in.Query.(*Subquery); ok {
					s.Query.EachCommand(visit)
				}
			}
		})
	}
}

// EachExpression calls visit with each expression of a command, and with the parts of it.
func EachExpression(c Command, visit func(expr.Expr)) {
	for _, x := range expressions(c) {
		expr.Walk(x, func(x expr.Expr) bool {
			visit(x)
			return true
		})
	}
}

// expressions returns the expressions of a command. Commands that are not listed have only
// names, numbers and texts.
func expressions(c Command) []expr.Expr {
	switch c := c.(type) {
	case *Filter:
		return []expr.Expr{c.Condition}
	case *RelevantFields:
		return []expr.Expr{c.Condition}
	case *Search:
		return []expr.Expr{c.For}
	case *Pattern:
		return []expr.Expr{c.Of}
	case *Fields:
		return expressionsOf(c.Columns)
	case *Display:
		return expressionsOf(c.Columns)
	case *Stats:
		return expressionsOf(slices.Concat(c.Values, c.By))
	}
	return nil
}

func expressionsOf(columns []*expr.Column) (list []expr.Expr) {
	for _, column := range columns {
		list = append(list, column.Expr)
	}
	return list
}
