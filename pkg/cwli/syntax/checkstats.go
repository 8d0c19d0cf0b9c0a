package syntax

import "slices"

func (c *checker) aggregation(stats *Stats) {
	switch {
	case c.stats != nil:
		c.refuse(stats.Span, "a second `stats`")
	case c.sort || c.limited:
		c.failAt(stats.Span, "", "invalid place of `stats`: want it before `sort` and `limit`")
	}
	c.columns(stats.By)
	c.stats, c.expressions = stats, stats.Expressions()
	c.defined = map[string]bool{}
	for _, column := range stats.By {
		c.defined[column.Name()] = true
	}
	for i := 0; i < len(stats.Values) && c.err == nil; i++ {
		c.value(stats.Values[i])
	}
	c.used = map[string]bool{} // rows of stats have no fields of events
}

// value checks a column of stats before by.
func (c *checker) value(column *Column) {
	c.aggregated(column.Expr)
	if c.defined[column.Name()] {
		c.nameTaken(column)
	}
	c.define(column)
	c.defined[column.Name()] = true
}

// aggregated reports fields of the events outside aggregates, and results of
// the same stats inside.
func (c *checker) aggregated(x Expr) {
	Walk(x, func(x Expr) bool {
		switch x := x.(type) {
		case *Call:
			return c.aggregate(x)
		case *Field:
			if !c.defined[x.Name] {
				c.failAt(x.Span, "aggregate it, as in max("+shorten(x.String())+"), or move it after `by`",
					"invalid `%s` in `stats`: want an aggregate, or a name that is defined before", x)
			}
		case *Period:
			c.noAggregate(x)
		}
		return c.err == nil
	})
}

// aggregate checks a call in a value of stats. It returns whether the arguments
// are yet to be checked: those of aggregates are not.
func (c *checker) aggregate(call *Call) (within bool) {
	if call.Name == "bin" {
		c.failAt(call.Span, "move it after `by`", "invalid `%s` in `stats`: want an aggregate", call)
	}
	if !call.IsAggregate() {
		return c.err == nil
	}
	for _, arg := range call.Args {
		c.noAggregate(arg)
		Walk(arg, c.noResult)
	}
	return false
}

func (c *checker) noResult(x Expr) bool {
	if field, ok := x.(*Field); ok && c.defined[field.Name] && !c.stats.groupsBy(field.Name) {
		c.failAt(field.Span, "", "invalid `%s` in an aggregate: want a field of the events, not a result of the same `stats`", field)
	}
	return c.err == nil
}

// groupsBy reports whether a key is that field of the events itself.
func (c *Stats) groupsBy(name string) bool {
	for _, column := range c.By {
		if field, ok := column.Expr.(*Field); ok && field.Name == name {
			return true
		}
	}
	return false
}

// Expressions returns the columns by the text of their expressions, the first of those
// with equal ones: a sort key may repeat one, as in stats count(*) by a | sort count(*).
func (c *Stats) Expressions() map[string]*Column {
	columns := map[string]*Column{}
	for _, column := range append(slices.Clip(c.By), c.Values...) {
		if text := column.Expr.String(); columns[text] == nil {
			columns[text] = column
		}
	}
	return columns
}
