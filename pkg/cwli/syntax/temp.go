package syntax

import (
	"slices"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

const Pointer = "@ptr"
const MaxLimit = 100_000
const MaxLength = 10_000

type base struct{ kw string }

func Parse(text string) (*Query, error) {
	p := expr.NewParser(text, nil)
	q := &Query{}
	for more := true; more && p.Err() == nil; more = p.Accept("|") {
		w := p.Advance()
		switch strings.ToLower(w.Value) {
		case "fields":
			q.Commands = append(q.Commands, &Fields{Columns: p.Columns()})
		case "display":
			q.Commands = append(q.Commands, &Display{Columns: p.Columns()})
		case "filter", "where":
			q.Commands = append(q.Commands, &Filter{Condition: p.Expression()})
		case "stats":
			c := &Stats{Values: p.Columns()}
			if p.Accept("by") {
				c.By = p.Columns()
			}
			q.Commands = append(q.Commands, c)
		case "sort":
			p.Accept("by")
			c := &Sort{}
			for more := true; more && p.Err() == nil; more = p.Accept(",") {
				k := &SortKey{Expr: p.Expression()}
				if !p.Accept("asc") {
					k.Descending = p.Accept("desc")
				}
				c.Keys = append(c.Keys, k)
			}
			q.Commands = append(q.Commands, c)
		case "limit", "head":
			any := p.Accept("any")
			n, _ := strconv.Atoi(p.Advance().Value)
			q.Commands = append(q.Commands, &Limit{Count: n, Any: any})
		case "dedup":
			c := &Dedup{}
			for _, col := range p.Columns() {
				f, _ := col.Expr.(*expr.Field)
				c.Fields = append(c.Fields, f)
			}
			q.Commands = append(q.Commands, c)
		default:
			p.Fail(w.Span, "", "unknown command %s", w.Found())
		}
	}
	if p.Token().Kind != expr.TokenEnd {
		p.Unexpected("`|` or the end of the query")
	}
	if e := p.Err(); e != nil {
		return nil, e
	}
	return q, nil
}
func (*Fields) Keyword() string  { return "fields" }
func (*Display) Keyword() string { return "display" }
func (*Filter) Keyword() string  { return "filter" }
func (*Stats) Keyword() string   { return "stats" }
func (*Sort) Keyword() string    { return "sort" }
func (*Limit) Keyword() string   { return "limit" }
func (*Dedup) Keyword() string   { return "dedup" }
func (*Fields) String() string   { return "" }
func (*Display) String() string  { return "" }
func (*Filter) String() string   { return "" }
func (*Stats) String() string    { return "" }
func (*Sort) String() string     { return "" }
func (*Limit) String() string    { return "" }
func (*Dedup) String() string    { return "" }

func (q *Query) Outputs() []*expr.Column {
	var list []*expr.Column
	displayed, events := false, true
	for _, c := range q.Commands {
		switch c := c.(type) {
		case *Fields:
			if !displayed {
				list = append(list, c.Columns...)
			}
		case *Display:
			list, displayed = c.Columns, true
		case *Stats:
			list, displayed, events = append(slices.Clip(c.By), c.Values...), false, false
		}
	}
	if len(list) == 0 {
		list = []*expr.Column{{Expr: &expr.Field{Name: "@timestamp"}}, {Expr: &expr.Field{Name: "@message"}}}
	}
	if events {
		list = append(slices.Clip(list), &expr.Column{Expr: &expr.Field{Name: "@ptr"}})
	}
	return distinct(list)
}
func distinct(list []*expr.Column) (kept []*expr.Column) {
	seen := map[string]bool{}
	for _, column := range list {
		if !seen[column.Name()] {
			kept = append(kept, column)
		}
		seen[column.Name()] = true
	}
	return kept
}
