package syntax

import (
	"math"
	"slices"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

// Stats makes a row for each group of rows with the same keys (By), of the keys and
// the Values. A value may use the aliases of earlier values. Offset shifts the bins.
type Stats struct {
	expr.Span
	Values []*expr.Column
	By     []*expr.Column
	Offset *expr.Period // nil: none
}

// Keyword returns stats.
func (*Stats) Keyword() string { return "stats" }

// String returns the command's source.
func (s *Stats) String() string {
	text := "stats " + columnList(s.Values)
	if len(s.By) > 0 {
		text += " by " + columnList(s.By)
	}
	if s.Offset != nil {
		text += " offset " + s.Offset.String()
	}
	return text
}

func (p *parser) stats(word expr.Token) Command {
	c := &Stats{Values: p.Columns()}
	if p.Is("group") {
		p.Advance()
		if !p.Is("by") {
			p.Unexpected("`by` after `group`")
		}
	}
	if p.Accept("by") {
		c.By = p.Columns()
		if p.Accept("offset") {
			c.Offset = p.Period("a period such as 1h after `offset`")
		}
	}
	c.Span = p.Since(word.Offset)
	return c
}

func (s *Stats) shape(l *layout) { l.group(append(slices.Clip(s.By), s.Values...)) }

// check accepts histogram as a key: AWS lists it among the aggregates, and users have
// run it after by.
func (s *Stats) check(c *checker) {
	c.keys = true
	c.columns(s.By)
	c.keys = false
	for _, key := range s.By {
		c.noStructure(key.Expr, "stats")
	}
	results := map[string]bool{}
	for _, column := range s.By {
		results[column.Name()] = true
	}
	for i := 0; i < len(s.Values) && c.Err() == nil; i++ {
		c.result(s, s.Values[i], results)
	}
	c.alone(s)
	c.rows(s, results)
}

// rows starts the scope of the rows of stats, which have its results and nothing else.
func (c *checker) rows(s *Stats, results map[string]bool) {
	before := c.scope
	c.scope = newScope()
	c.defined, c.closed = results, true
	for _, column := range append(slices.Clip(s.By), s.Values...) {
		c.repeated[column.Expr.String()] = true
	}
	for _, key := range s.By {
		if made := before.made[key.Name()]; made != "parse" && made != "" {
			c.made[key.Name()] = made
		}
		if _, field := key.Expr.(*expr.Field); !field && key.Alias == "" {
			c.keyTexts[key.Expr.String()] = true
		}
	}
	for _, column := range s.Values {
		c.make(column)
	}
}

// alone reports a topk with by or another aggregate
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Stats.html).
func (c *checker) alone(s *Stats) {
	var top *expr.Call
	aggregates := 0
	for _, column := range s.Values {
		expr.Walk(column.Expr, func(x expr.Expr) bool {
			if call, ok := x.(*expr.Call); ok && call.IsAggregate() {
				aggregates++
				if call.Func.Name == "topk" {
					top = call
				}
			}
			return true
		})
	}
	if top != nil && (aggregates > 1 || len(s.By) > 0) {
		c.Fail(top.Span, "make it a query of its own, or use count(*) with `by`, `sort` and `limit`",
			"invalid `%s`: want it as the only aggregate of `stats`, without `by`", top)
	}
}

// result checks a column of stats before by, given the results before it.
func (c *checker) result(s *Stats, column *expr.Column, results map[string]bool) {
	c.aggregated(s, column.Expr, results)
	name := column.Name()
	if results[name] || column.Alias != "" && c.used[name] {
		c.nameTaken(column.Span, name)
	}
	if column.Alias != "" {
		c.noteListed(column.Span, name)
	}
	results[name] = true
}

// aggregated reports fields of the events outside aggregates, and results of
// the same stats inside.
func (c *checker) aggregated(s *Stats, x expr.Expr, results map[string]bool) {
	eachPart(x, func(x expr.Expr) bool {
		switch x := x.(type) {
		case *expr.Call:
			return c.aggregate(s, x, results)
		case *expr.Field:
			if !known(results, x.Name) {
				c.Fail(x.Span, "aggregate it, as in max("+expr.Shorten(x.String())+"), or move it after `by`",
					"invalid `%s` in `stats`: want an aggregate, or a name that is defined before", x)
			}
		case *expr.Period, *expr.In:
			c.part(x)
		}
		return c.Err() == nil
	})
}

// aggregate checks a call in a value of stats. It returns whether the arguments
// are yet to be checked: those of aggregates are not.
func (c *checker) aggregate(s *Stats, call *expr.Call, results map[string]bool) (within bool) {
	if call.Func.Name == "bin" {
		c.Fail(call.Span, "move it after `by`", "invalid `%s` in `stats`: want an aggregate", call)
	}
	if !call.IsAggregate() {
		c.noteShifted(call)
		return c.Err() == nil
	}
	c.ranges(call)
	for _, arg := range call.Args {
		if _, period := arg.(*expr.Period); !period {
			c.value(arg)
			c.noStructure(arg, "stats")
		}
		eachPart(arg, func(x expr.Expr) bool { return c.noResult(s, x, results) })
	}
	return false
}

func (c *checker) noResult(s *Stats, x expr.Expr, results map[string]bool) bool {
	if field, ok := x.(*expr.Field); ok && results[field.Name] && !s.groupsBy(field.Name) {
		c.Fail(field.Span, "", "invalid `%s` in an aggregate: want a field of the events, not a result of the same `stats`", field)
	}
	return c.Err() == nil
}

// groupsBy reports whether a key is that field of the events itself.
func (s *Stats) groupsBy(name string) bool {
	for _, column := range s.By {
		if field, ok := column.Expr.(*expr.Field); ok && field.Name == name {
			return true
		}
	}
	return false
}

// maxRanges is the largest number of ranges of histogram in a value of stats, a choice.
const maxRanges = 1000

// ranges reports a number of ranges of histogram that is not a whole one.
func (c *checker) ranges(call *expr.Call) {
	if call.Func.Name != "histogram" {
		return
	}
	if n := call.Args[1].(*expr.Number); n.Value != math.Trunc(n.Value) || n.Value > maxRanges {
		c.Fail(n.Span, "", "invalid number %s in `histogram`: want 1 to %d ranges", n.Text, maxRanges)
	}
}
