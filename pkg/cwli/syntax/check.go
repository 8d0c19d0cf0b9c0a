package syntax

import "strings"

// check reports what the grammar allows and the language does not: aggregates
// and commands out of place, names defined twice.
func check(p *parser, q *Query) {
	c := &checker{parser: p, defined: map[string]bool{}, used: map[string]bool{}}
	for _, command := range q.Commands {
		if p.err != nil {
			return
		}
		c.command(command)
	}
}

type checker struct {
	*parser
	defined       map[string]bool // aliases and, behind stats, its columns
	used          map[string]bool // fields of the events
	stats         *Stats
	sort, limited bool
}

// namesDefined forbids names that stats left behind; before stats any name may be a
// field of the event.
func (c *checker) namesDefined(x Expr) {
	if c.stats == nil {
		return
	}
	Walk(x, func(x Expr) bool {
		if field, ok := x.(*Field); ok && !c.defined[field.Name] {
			c.failAt(field.Span, suggestName(field.Name, c.results(), nil), "`%s` is not among the results of `stats`", field)
		}
		return c.noBin(x)
	})
}

// results are the names that may stand behind stats, by their lower case.
func (c *checker) results() map[string]string {
	names := map[string]string{}
	for name := range c.defined {
		names[strings.ToLower(name)] = name
	}
	return names
}

// noBin forbids bin behind stats, where rows have no @timestamp any more.
func (c *checker) noBin(x Expr) bool {
	if call, ok := x.(*Call); ok && call.Name == "bin" {
		c.failAt(call.Span, "give it a name in `stats`, as in by bin(1h) as hour", "`%s` needs @timestamp, which `stats` leaves behind", call)
	}
	return c.err == nil
}

func (c *checker) command(command Command) {
	switch command := command.(type) {
	case *Fields:
		c.columns(command.Columns)
	case *Display:
		c.columns(command.Columns)
	case *Filter:
		c.afterLimit(command, "`filter`")
		c.noAggregate(command.Condition)
		c.namesDefined(command.Condition)
	case *Stats:
		c.aggregation(command)
	case *Sort:
		c.order(command)
	case *Limit:
		c.limited = true
	}
}

func (c *checker) afterLimit(n Node, what string) {
	if c.limited {
		c.refuse(n.Range(), what+" after `limit`")
	}
}

func (c *checker) order(sort *Sort) {
	c.afterLimit(sort, "`sort`")
	if c.sort {
		c.refuse(sort.Span, "a second `sort`")
	}
	c.sort = true
	for _, key := range sort.Keys {
		c.sortKey(key.Expr)
	}
}

// sortKey lets @timestamp pass even behind stats: AWS' own samples sort by it
// there, which has no effect.
func (c *checker) sortKey(x Expr) {
	field, _ := x.(*Field)
	switch {
	case c.err != nil:
	case c.stats == nil:
		c.noAggregate(x)
	case c.stats.Output(x) == nil && (field == nil || field.Name != "@timestamp"):
		c.noAggregate(x)
		c.namesDefined(x)
	}
}

// Output returns the column that was computed by the same expression as x, or
// nil: a sort key may repeat one, as in stats count(*) by a | sort count(*).
func (c *Stats) Output(x Expr) *Column {
	for _, column := range append(c.By[:len(c.By):len(c.By)], c.Values...) {
		if column.Expr.String() == x.String() {
			return column
		}
	}
	return nil
}

func (c *checker) columns(list []*Column) {
	for _, column := range list {
		c.noAggregate(column.Expr)
		c.namesDefined(column.Expr)
		c.define(column)
	}
}

// noAggregate forbids aggregates and periods outside their places.
func (c *checker) noAggregate(x Expr) {
	Walk(x, func(x Expr) bool {
		switch x := x.(type) {
		case *Call:
			if x.IsAggregate() {
				c.failAt(x.Span, "", "`%s` is an aggregate: it belongs into `stats`, before `by`", x)
			}
			return x.Name != "bin"
		case *Field:
			c.used[x.Name] = true
		case *Period:
			c.failAt(x.Span, "", "the period %s is only for `bin`", x)
		}
		return c.err == nil
	})
}

// define refuses a second meaning for a name, as the service does ("Ephemeral
// field is already defined").
func (c *checker) define(column *Column) {
	if column.Alias == "" || c.err != nil {
		return
	}
	if c.defined[column.Alias] || c.used[column.Alias] {
		c.failAt(column.Span, "choose another alias", "the name `%s` already has a meaning", column.Alias)
	}
	c.defined[column.Alias] = true
}

func (c *checker) aggregation(stats *Stats) {
	switch {
	case c.stats != nil:
		c.refuse(stats.Span, "a second `stats`")
	case c.sort || c.limited:
		c.failAt(stats.Span, "", "`sort` and `limit` must come after `stats`")
	}
	c.columns(stats.By)
	c.stats = stats
	c.defined = map[string]bool{}
	for _, column := range stats.By {
		c.defined[column.Name()] = true
	}
	for _, column := range stats.Values {
		c.value(column)
	}
	c.used = map[string]bool{} // stats leaves none of them behind
}

func (c *checker) value(column *Column) {
	c.aggregated(column.Expr)
	if name := column.Name(); c.defined[name] {
		c.failAt(column.Span, "choose another alias", "the name `%s` already has a meaning", name)
	}
	c.define(column)
	c.defined[column.Name()] = true
}

// aggregated allows fields of the events only inside aggregates, and results of
// this stats only outside.
func (c *checker) aggregated(x Expr) {
	Walk(x, func(x Expr) bool {
		switch x := x.(type) {
		case *Call:
			return c.aggregate(x)
		case *Field:
			if !c.defined[x.Name] {
				c.failAt(x.Span, "aggregate it, as in max("+x.String()+"), or move it behind `by`",
					"`%s` in `stats` is neither an aggregate nor a name defined before", x)
			}
		case *Period:
			c.noAggregate(x)
		}
		return c.err == nil
	})
}

// aggregate checks a call; inside one of another kind the walk goes on.
func (c *checker) aggregate(call *Call) (within bool) {
	if call.Name == "bin" {
		c.failAt(call.Span, "move it behind `by`", "`%s` in `stats` is not an aggregate", call)
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
		c.failAt(field.Span, "", "`%s` is a result of this `stats` and cannot be aggregated in it", field)
	}
	return c.err == nil
}

// groupsBy tells whether a field of the events is a key as it is.
func (c *Stats) groupsBy(name string) bool {
	for _, column := range c.By {
		if field, ok := column.Expr.(*Field); ok && field.Name == name {
			return true
		}
	}
	return false
}
