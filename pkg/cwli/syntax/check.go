package syntax

import "strings"

// check reports what the grammar allows and the language does not: aggregates
// and commands out of place, names that are defined twice or not at all. The
// first mistake is stored in p.err.
func check(p *parser, q *Query) {
	c := &checker{parser: p, defined: map[string]bool{}, used: map[string]bool{}}
	for _, command := range q.Commands {
		if p.err != nil {
			return
		}
		c.command(command)
	}
}

// checker goes through the commands in order and keeps what later ones depend
// on.
type checker struct {
	*parser
	defined       map[string]bool    // aliases and, after stats, its columns
	used          map[string]bool    // fields of the events
	stats         *Stats             // nil before stats
	expressions   map[string]*Column // of stats
	sort, limited bool               // the command was read
}

func (c *checker) command(command Command) {
	switch command := command.(type) {
	case *Fields:
		c.columns(command.Columns)
	case *Display:
		c.columns(command.Columns)
	case *Filter:
		c.refuseAfterLimit(command, "`filter`")
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

func (c *checker) refuseAfterLimit(n Node, what string) {
	if c.limited {
		c.refuse(n.Range(), what+" after `limit`")
	}
}

func (c *checker) order(sort *Sort) {
	c.refuseAfterLimit(sort, "`sort`")
	if c.sort {
		c.refuse(sort.Span, "a second `sort`")
	}
	c.sort = true
	for _, key := range sort.Keys {
		c.sortKey(key.Expr)
	}
}

// sortKey accepts @timestamp after stats too: AWS's own samples sort by it there,
// without effect.
func (c *checker) sortKey(x Expr) {
	field, _ := x.(*Field)
	switch {
	case c.err != nil:
	case c.stats == nil:
		c.noAggregate(x)
	case c.expressions[x.String()] == nil && (field == nil || field.Name != "@timestamp"):
		c.noAggregate(x)
		c.namesDefined(x)
	}
}

func (c *checker) columns(list []*Column) {
	for _, column := range list {
		c.noAggregate(column.Expr)
		c.namesDefined(column.Expr)
		c.define(column)
	}
}

// noAggregate reports aggregates, which only stats may have, and periods outside
// bin. It also collects the fields that x uses.
func (c *checker) noAggregate(x Expr) {
	Walk(x, func(x Expr) bool {
		switch x := x.(type) {
		case *Call:
			if x.IsAggregate() {
				c.failAt(x.Span, "", "invalid `%s`: want an aggregate only in `stats`, before `by`", x)
			}
			return x.Name != "bin"
		case *Field:
			c.used[x.Name] = true
		case *Period:
			c.failAt(x.Span, "", "invalid period %s: want a period only in `bin`", x)
		}
		return c.err == nil
	})
}

// define reports a name that has a meaning already, as the service does
// ("Ephemeral field is already defined").
func (c *checker) define(column *Column) {
	if column.Alias == "" || c.err != nil {
		return
	}
	if c.defined[column.Alias] || c.used[column.Alias] {
		c.nameTaken(column)
	}
	c.defined[column.Alias] = true
}

func (c *checker) nameTaken(column *Column) {
	c.failAt(column.Span, "choose another alias", "invalid name `%s`: want one that is not in use", column.Name())
}

// namesDefined reports fields that stats did not define, and bin, whose
// @timestamp rows of stats do not have. Before stats any name may be a field of
// the event.
func (c *checker) namesDefined(x Expr) {
	if c.stats == nil {
		return
	}
	Walk(x, func(x Expr) bool {
		switch x := x.(type) {
		case *Field:
			if !c.defined[x.Name] {
				c.failAt(x.Span, suggestName(x.Name, c.results(), nil), "unknown name `%s` after `stats`", x)
			}
		case *Call:
			if x.Name == "bin" {
				c.failAt(x.Span, "give it a name in `stats`, as in by bin(1h) as hour", "invalid `%s` after `stats`: want a result of `stats`", x)
			}
		}
		return c.err == nil
	})
}

// results returns the names that commands after stats may use, by their lower
// case.
func (c *checker) results() map[string]string {
	names := map[string]string{}
	for name := range c.defined {
		names[strings.ToLower(name)] = name
	}
	return names
}
