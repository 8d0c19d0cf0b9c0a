package source

import (
	"fmt"
	"slices"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/report"
)

// shapeOf returns what the text of a query says of its rows, nil if it says nothing of use.
func shapeOf(q query) *report.Shape {
	if q.tree == nil {
		return nil
	}
	columns := slices.DeleteFunc(slices.Clone(q.fields), func(name string) bool { return name == syntax.Pointer })
	shape := &report.Shape{Columns: columns}
	if s := q.tree.Stats(); s != nil {
		shapeByStats(shape, s, q.fields)
	}
	if len(shape.Columns) == 0 {
		return nil
	}
	return shape
}

func shapeByStats(shape *report.Shape, s *syntax.Stats, fields []string) {
	there := map[string]bool{}
	for _, name := range fields {
		there[name] = true
	}
	for _, key := range s.By {
		period := binOf(key.Expr)
		switch {
		case !there[key.Name()]:
		case period != "" && shape.Time == "" && s.Offset == nil:
			shape.Time, shape.Bin = key.Name(), period
		default:
			shape.Labels = append(shape.Labels, key.Name())
		}
	}
	for _, column := range s.Values {
		if call, is := column.Expr.(*expr.Call); is && there[column.Name()] && (call.Func.Name == "count" || call.Func.Name == "sum") {
			shape.Sums = append(shape.Sums, column.Name())
		}
	}
}

// binOf returns the period of a call of bin, empty for anything else.
func binOf(x expr.Expr) string {
	call, is := x.(*expr.Call)
	if !is || call.Func.Name != "bin" || len(call.Args) != 1 {
		return ""
	}
	p, is := call.Args[0].(*expr.Period)
	if !is {
		return ""
	}
	return fmt.Sprintf("%d%s", p.Count, p.Unit)
}

// checkShow refuses a form that the rows of the section's query do not have.
func (b *builder) checkShow(m mapping, show report.Show, q query) {
	v, there := m.get("show")
	if !there || q.tree == nil {
		return
	}
	shape := shapeOf(q)
	switch {
	case show == report.ShowLine && (shape == nil || shape.Time == ""):
		v.problem(v.at(), "as in stats count(*) by bin(1h)", "invalid show: line: want a query that counts by bin()")
	case show == report.ShowPatterns && !m.has("value") && !slices.Contains(q.fields, "@pattern"):
		v.problem(v.at(), "as in pattern @message", "invalid show: new_patterns: want a query that ends in `pattern`, or the column of the patterns under value")
	case show == report.ShowBar && (shape == nil || len(shape.Labels) == 0):
		v.problem(v.at(), "as in stats count(*) by route", "invalid show: bar: want a query that counts by a field")
	}
}
