package cwli

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// aggregation is a compiled stats command.
type aggregation struct {
	keys       []evaluator
	aggregates []aggregate
}

// aggregate is a compiled call such as sum(x).
type aggregate struct {
	argument evaluator          // nil for count(*)
	add      func(*cell, value) // adds the argument's value for one event
	result   func(*cell) value
}

// cell is the state of one aggregate in one group.
type cell struct {
	n       int64
	sum     float64
	extreme value
}

func (c *cell) count(value) { c.n++ }

// addNumber adds v if it is a number, and ignores it otherwise.
func (c *cell) addNumber(v value) {
	if f, ok := v.number(); ok {
		c.n++
		c.sum += f
	}
}

// minimum keeps the first value in the order of sort, in which numbers follow
// texts. Of an instant it keeps the number, as earliest and latest do on the
// service.
func (c *cell) minimum(v value) {
	if c.extreme.kind == absent || compareNatural(&v, &c.extreme) < 0 {
		c.replace(v)
	}
}

// maximum keeps the last value in the order of sort.
func (c *cell) maximum(v value) {
	if c.extreme.kind == absent || compareNatural(&v, &c.extreme) > 0 {
		c.replace(v)
	}
}

func (c *cell) replace(v value) {
	if v.kind == instant {
		v.kind = number
	}
	v.text = strings.Clone(v.text)
	c.extreme = v
}

var aggregates = map[string]aggregate{
	"count": {add: (*cell).count, result: func(c *cell) value { return numberOf(float64(c.n)) }},
	"sum":   {add: (*cell).addNumber, result: (*cell).sumOf},
	"avg":   {add: (*cell).addNumber, result: func(c *cell) value { return finiteNumber(c.sum / float64(c.n)) }},
	"min":   {add: (*cell).minimum, result: func(c *cell) value { return c.extreme }},
	"max":   {add: (*cell).maximum, result: func(c *cell) value { return c.extreme }},
}

// sumOf returns the sum, absent if no value was a number.
func (c *cell) sumOf() value {
	if c.n == 0 {
		return value{}
	}
	return finiteNumber(c.sum)
}

// aggregate compiles a stats command. From then on, the names of the scope are the
// columns of stats, and the values of a row are a group's keys followed by its
// aggregates.
func (s *scope) aggregate(c *syntax.Stats) {
	a := &aggregation{}
	names := map[string]evaluator{}
	for i, key := range c.By {
		a.keys = append(a.keys, s.eval(key.Expr))
		names[key.Name()] = slotValue(i)
	}
	s.calls = map[*syntax.Call]int{}
	for _, column := range c.Values {
		s.collect(a, column.Expr)
	}
	s.plan.stats, s.stats, s.names, s.expressions = a, c, names, c.Expressions()
	for _, column := range c.Values {
		names[column.Name()] = s.alias(column.Expr)
	}
}

func slotValue(i int) evaluator { return func(r *row) value { return r.values[i] } }

// collect gives each aggregate in x a slot after those of the keys.
func (s *scope) collect(a *aggregation, x syntax.Expr) {
	syntax.Walk(x, func(x syntax.Expr) bool {
		call, ok := x.(*syntax.Call)
		if !ok || !call.IsAggregate() {
			return true
		}
		agg := aggregates[call.Name]
		if len(call.Args) == 1 {
			agg.argument = s.eval(call.Args[0])
		}
		s.calls[call] = len(a.keys) + len(a.aggregates)
		a.aggregates = append(a.aggregates, agg)
		return false
	})
}
