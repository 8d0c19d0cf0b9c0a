package naive

import "slices"

// Left out here, as nobody has described it: fields after the last stats, dedup of
// groups, earliest of twins, percentiles of texts, groups by
// fractions, sums of integers beyond 2⁵³, stats without by over nothing.

// aggregated draws one stats or more, and what follows them.
func (g *generator) aggregated() []command {
	commands := []command{g.stats()}
	for g.chance(25) && len(commands) < 5 {
		if g.chance(40) {
			commands = append(commands, g.having())
		}
		commands = append(commands, g.stats())
	}
	if g.chance(25) {
		commands = append(commands, g.having())
	}
	sort, sorted := g.ranked()
	if sorted {
		commands = append(commands, sort)
	}
	if g.chance(20) {
		commands = append(commands, g.displayed())
	}
	if sorted && g.chance(50) {
		commands = append(commands, limit{"limit", 1 + g.IntN(6)})
	}
	return commands
}

func (g *generator) having() command { return filter{"filter", g.condition(1)} }

// stats draws groups; after it there are only their columns.
func (g *generator) stats() command {
	var s stats
	var after []column
	s.by, after = g.keys()
	if g.chance(15) {
		s.items = append(s.items, item{of: aggregate{name: "count"}})
	}
	for range 1 + g.IntN(4) {
		x, c := g.result()
		c.name = g.alias()
		if c.class == listClass {
			c.name = listColumn + c.name
		} else {
			after = append(after, c)
		}
		s.items = append(s.items, item{x, c.name})
	}
	if last := len(after) - 1; last < 0 || after[last].class == numberClass && g.chance(30) {
		s.items = append(s.items, item{g.ofAliases(after), g.alias()})
		after = append(after, column{name: s.items[len(s.items)-1].alias})
	}
	g.columns, g.grouped = after, true
	return s
}

// ofAliases draws an expression that uses the last result of the same stats.
func (g *generator) ofAliases(after []column) expression {
	all := aggregate{name: "count"}
	if len(after) == 0 || after[len(after)-1].key {
		return all
	}
	return binary{pick(g, "-", "*", "/"), named{after[len(after)-1].name}, all}
}

// keys draws what makes the groups, and the columns that remain of it.
func (g *generator) keys() (by []item, after []column) {
	n := g.IntN(3)
	if n > 0 && g.has("mixed") && g.chance(20) {
		n--
		by, after = append(by, item{of: named{"mixed"}}), append(after, column{"mixed", mixedClass, false, true})
		g.columns = without(g.columns, "mixed")
	}
	for _, c := range g.few(n) {
		by, after = append(by, item{of: named{c.name}}), append(after, c)
	}
	add := func(of expression, c column) {
		c.name = g.alias()
		by, after = append(by, item{of, c.name}), append(after, c)
	}
	if times := g.of(timeClass); len(times) > 0 && g.chance(30) {
		add(bin{g.whole(), pick(g, "datefloor", "dateceil"), pick(g, times...).name}, column{class: timeClass, always: true, key: true})
	}
	if !g.grouped && g.chance(35) {
		add(g.bin(), column{class: timeClass, always: true, key: true})
		if g.chance(40) {
			by[len(by)-1].alias, after = "", after[:len(after)-1]
		}
	}
	if !g.grouped && g.chance(10) {
		add(g.textual(), column{class: textClass, key: true})
	}
	return by, after
}

// bin draws a time of the event, rounded in one of the ways.
func (g *generator) bin() expression {
	switch g.IntN(8) {
	case 0:
		return bin{g.period(), "datefloor", "@timestamp"}
	case 1:
		return bin{g.whole(), "dateceil", "@timestamp"}
	case 2:
		return bin{g.period(), "bin", "@timestamp"}
	}
	return bin{period: g.period()}
}

// whole draws lengths that divide the next larger unit: where a bin ends that the
// unit cuts off is not described.
func (g *generator) whole() period {
	return pick(g, period{5, "m"}, period{10, "minutes"}, period{1, "h"}, period{2, "hours"}, period{30, "s"}, period{1, "d"}, period{100, "ms"})
}

func without(columns []column, name string) []column {
	return slices.DeleteFunc(slices.Clone(columns), func(c column) bool { return c.name == name })
}

// few draws columns that can be keys, often the newest one.
func (g *generator) few(n int) (found []column) {
	for _, c := range g.shuffled(g.columns) {
		if c.key && len(found) < n {
			found = append(found, c)
		}
	}
	return found
}

// period draws lengths that fit into the next larger unit, that do not, and that
// are beyond its end.
func (g *generator) period() period {
	return pick(g, period{5, "m"}, period{1, "h"}, period{25, "m"}, period{45, "min"}, period{7, "minutes"}, period{90, "s"}, period{300, "sec"},
		period{40, "seconds"}, period{5, "h"}, period{1, "d"}, period{1, "hr"}, period{2, "hours"}, period{120, "m"}, period{1500, "ms"}, period{300, "ms"}, period{48, "h"})
}

// result draws an aggregate, or a number computed from several.
func (g *generator) result() (expression, column) {
	switch g.IntN(10) {
	case 0:
		return aggregate{name: "count"}, column{key: true, always: true}
	case 1:
		return g.rate(), column{}
	case 2, 5, 6:
		if x, ok := g.timed(); ok {
			return x, column{class: mixedClass}
		}
		return g.ordered()
	case 3:
		return g.ofAny()
	case 4:
		return g.ordered()
	}
	return g.measured(), column{}
}

// rate draws arithmetic between aggregates.
func (g *generator) rate() expression {
	if g.chance(40) {
		return binary{"*", binary{"/", aggregate{name: "sum", of: g.flag()}, aggregate{name: "count"}}, plain("100")}
	}
	return binary{pick(g, "-", "+", "/"), g.measured(), g.measured()}
}

// timed draws the value of the first or last event, which may have none.
func (g *generator) timed() (expression, bool) {
	if g.grouped || g.twins {
		return nil, false
	}
	name := pick(g, "@timestamp", "@logStream", "svc")
	if name == "svc" && g.plain {
		name = "@timestamp"
	}
	if found := g.of(numberClass, textClass, flagClass); len(found) > 0 && g.chance(50) {
		name = pick(g, found...).name
	}
	return aggregate{name: pick(g, "earliest", "latest"), of: named{name}}, true
}

// ofAny draws aggregates of any column.
func (g *generator) ofAny() (expression, column) {
	field := named{pick(g, g.columns...).name}
	switch g.IntN(3) {
	case 0:
		return aggregate{name: "count", of: field}, column{key: true, always: true}
	case 1:
		return aggregate{name: "count_distinct", of: field}, column{key: true, always: true}
	}
	return aggregate{name: "values", of: field}, column{class: listClass}
}

// ordered draws the least or greatest value of columns whose values have one
// spelling each, so that it is clear which one is shown.
func (g *generator) ordered() (expression, column) {
	found := g.of(numberClass, longClass, textClass, flagClass)
	if len(found) == 0 {
		return aggregate{name: "count"}, column{key: true, always: true}
	}
	c := pick(g, found...)
	return aggregate{name: pick(g, "min", "max", "sortsFirst", "sortsLast"), of: named{c.name}}, column{class: c.class}
}

// measured draws an aggregate of numbers.
func (g *generator) measured() expression {
	found := g.of(numberClass)
	if len(found) == 0 {
		return aggregate{name: "count"}
	}
	x := g.summand(named{pick(g, found...).name})
	switch g.IntN(8) {
	case 0, 1:
		return aggregate{name: "sum", of: x}
	case 2:
		return aggregate{name: "avg", of: x}
	case 3:
		return aggregate{name: pick(g, "min", "max"), of: x}
	case 4, 5:
		return aggregate{name: "pct", of: x, param: pick(g, "50", "90", "95", "99", "25", "99.9", "10", "55", "7", "0.1")}
	case 6:
		if found := g.of(mixedClass, flagClass); len(found) > 0 {
			return aggregate{name: "sum", of: named{pick(g, found...).name}}
		}
	}
	return g.scattered()
}

// summand draws what an aggregate of numbers is of, mostly a column.
func (g *generator) summand(x expression) expression {
	switch {
	case g.has("n") && g.chance(15):
		return named{"n"} // which is often negative
	case g.has("word") && g.chance(8):
		return call{"strlen", []expression{named{"word"}}}
	case g.chance(40):
		return binary{pick(g, "+", "*", "/", "-"), x, g.numeric(1)}
	case g.chance(15):
		return call{pick(g, "floor", "ceil", "abs"), []expression{x}}
	}
	return x
}

// scattered keeps to small numbers: of large ones floating point loses the digits.
func (g *generator) scattered() expression {
	found := []column{{name: "n"}}
	if g.grouped {
		found = g.of(numberClass, flagClass)
	}
	if len(found) == 0 {
		return aggregate{name: "count"}
	}
	return aggregate{name: pick(g, "stddev", "variance"), of: named{pick(g, found...).name}}
}

// ranked draws the order of groups, mostly a total one.
func (g *generator) ranked() (s sortBy, ok bool) {
	s.word = pick(g, "sort", "sort", "sort by", "order by")
	for _, name := range g.names(3, numberClass, longClass, textClass, flagClass, mixedClass, timeClass) {
		s.keys = append(s.keys, sortKey{name, pick(g, "", "asc", "desc", "desc")})
	}
	return s, len(s.keys) > 0 && g.chance(60)
}

func (g *generator) displayed() command {
	f := fields{display: true}
	for _, name := range g.names(3, numberClass, longClass, textClass, flagClass, mixedClass, timeClass) {
		f.items = append(f.items, item{of: named{name}})
	}
	if g.chance(50) {
		f.items = append(f.items, item{g.numeric(2), g.alias()})
	}
	if len(f.items) == 0 {
		f.items = append(f.items, item{of: named{g.columns[0].name}})
	}
	return f
}
