package cli

import (
	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// commandsOf returns the commands of a query and of the queries in parentheses in it.
// Text that is not a query has none.
func commandsOf(text string) []syntax.Command {
	tree, err := syntax.Parse(text)
	if err != nil {
		return nil
	}
	all := tree.Commands
	for i := 0; i < len(all); i++ {
		for _, inner := range subqueriesOf(all[i]) {
			all = append(all, inner.Commands...)
		}
	}
	return all
}

func subqueriesOf(c syntax.Command) []*syntax.Query {
	switch c := c.(type) {
	case *syntax.Join:
		return []*syntax.Query{c.Query.Query}
	case *syntax.AppendCols:
		return []*syntax.Query{c.Query.Query}
	case *syntax.Filter:
		return subqueriesIn(c.Condition)
	case *syntax.Fields:
		return subqueriesOfColumns(c.Columns)
	case *syntax.Display:
		return subqueriesOfColumns(c.Columns)
	}
	return nil
}

func subqueriesOfColumns(columns []*expr.Column) (found []*syntax.Query) {
	for _, column := range columns {
		found = append(found, subqueriesIn(column.Expr)...)
	}
	return found
}

func subqueriesIn(x expr.Expr) (found []*syntax.Query) {
	expr.Walk(x, func(x expr.Expr) bool {
		if in, ok := x.(*expr.In); ok {
			if inner, ok := in.Query.(*syntax.Subquery); ok {
				found = append(found, inner.Query)
			}
		}
		return true
	})
	return found
}
