package source

import (
	"slices"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// eachCommand visits the commands of a query and of the queries in it.
func eachCommand(q *syntax.Query, visit func(syntax.Command)) {
	for _, c := range q.Commands {
		visit(c)
		switch c := c.(type) {
		case *syntax.Join:
			eachCommand(c.Query.Query, visit)
		case *syntax.AppendCols:
			eachCommand(c.Query.Query, visit)
		}
		eachExpression(c, func(x expr.Expr) {
			if in, ok := x.(*expr.In); ok {
				if s, ok := in.Query.(*syntax.Subquery); ok {
					eachCommand(s.Query, visit)
				}
			}
		})
	}
}

// eachExpression visits the expressions of a command.
func eachExpression(c syntax.Command, visit func(expr.Expr)) {
	for _, x := range expressions(c) {
		expr.Walk(x, func(x expr.Expr) bool {
			visit(x)
			return true
		})
	}
}

// expressions returns the expressions of a command. Commands that are not listed have only
// names, numbers and texts.
func expressions(c syntax.Command) []expr.Expr {
	switch c := c.(type) {
	case *syntax.Filter:
		return []expr.Expr{c.Condition}
	case *syntax.RelevantFields:
		return []expr.Expr{c.Condition}
	case *syntax.Search:
		return []expr.Expr{c.For}
	case *syntax.Pattern:
		return []expr.Expr{c.Of}
	case *syntax.Fields:
		return expressionsOf(c.Columns)
	case *syntax.Display:
		return expressionsOf(c.Columns)
	case *syntax.Stats:
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
