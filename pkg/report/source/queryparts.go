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

func expressions(c syntax.Command) (list []expr.Expr) {
	var columns []*expr.Column
	switch c := c.(type) {
	case *syntax.Filter:
		return []expr.Expr{c.Condition}
	case *syntax.Fields:
		columns = c.Columns
	case *syntax.Display:
		columns = c.Columns
	case *syntax.Stats:
		columns = slices.Concat(c.Values, c.By)
		if c.Offset != nil { // bins that begin where the author wants
			columns = c.Values
		}
	}
	for _, column := range columns {
		list = append(list, column.Expr)
	}
	return list
}
