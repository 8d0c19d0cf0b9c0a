package cwli

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// randomFilter is a condition as the text of a query, and as the reference decides it.
type randomFilter struct {
	text  string
	holds func(object) bool
}

// operators holds the comparisons, by the order of their sides.
var operators = map[string]func(order int) bool{
	"=":  func(order int) bool { return order == 0 },
	"!=": func(order int) bool { return order != 0 },
	"<":  func(order int) bool { return order < 0 },
	"<=": func(order int) bool { return order <= 0 },
	">":  func(order int) bool { return order > 0 },
	">=": func(order int) bool { return order >= 0 },
}

var operatorNames = []string{"=", "!=", "<", "<=", ">", ">="}

// literals are constants as queries write them, with their values.
var literals = []struct{ source, value string }{{"1", "1"}, {"2", "2"}, {"10", "10"}, {"-3", "-3"}, {"1.5", "1.5"},
	{`"5"`, "5"}, {`"abc"`, "abc"}, {`"a9"`, "a9"}, {`""`, ""}, {`"b"`, "b"}, {`'a10'`, "a10"}, {"0", "0"}}

// anyField returns the name of a field of random events.
func anyField(r *rand.Rand) string { return string("abcd"[r.IntN(4)]) }

// randomCondition returns a tree of at most depth levels over comparisons.
func randomCondition(r *rand.Rand, depth int) randomFilter {
	if depth == 0 || r.IntN(5) > 2 {
		return randomTest(r)
	}
	x, y := randomCondition(r, depth-1), randomCondition(r, depth-1)
	switch r.IntN(3) {
	case 0:
		return randomFilter{"(" + x.text + " and " + y.text + ")", func(o object) bool { return x.holds(o) && y.holds(o) }}
	case 1:
		return randomFilter{"(" + x.text + " or " + y.text + ")", func(o object) bool { return x.holds(o) || y.holds(o) }}
	}
	return randomFilter{"not (" + x.text + ")", func(o object) bool { return !x.holds(o) }}
}

func randomTest(r *rand.Rand) randomFilter {
	field := anyField(r)
	switch r.IntN(7) {
	case 0:
		return randomFilter{"ispresent(" + field + ")", func(o object) bool { return o.leaf(field).present }}
	case 1:
		return randomLike(r, field)
	case 2:
		return randomIn(r, field)
	case 3:
		other, op := anyField(r), operatorNames[r.IntN(len(operatorNames))]
		return randomFilter{field + " " + op + " " + other, func(o object) bool { return decide(op, o.leaf(field), o.leaf(other)) }}
	}
	return randomComparison(r, field)
}

func decide(op string, x, y leaf) bool {
	order, ok := x.compare(y)
	return ok && operators[op](order)
}

func randomLike(r *rand.Rand, field string) randomFilter {
	part, negation := []string{"a", "9", "b", "", "1"}[r.IntN(5)], []string{"", "not "}[r.IntN(2)]
	return randomFilter{fmt.Sprintf("%s %slike %q", field, negation, part), func(o object) bool {
		l := o.leaf(field)
		return l.present && strings.Contains(l.text, part) == (negation == "")
	}}
}

func randomIn(r *rand.Rand, field string) randomFilter {
	x, y, negation := literals[r.IntN(len(literals))], literals[r.IntN(len(literals))], []string{"", "not "}[r.IntN(2)]
	return randomFilter{fmt.Sprintf("%s %sin [%s, %s]", field, negation, x.source, y.source), func(o object) bool {
		l := o.leaf(field)
		found := decide("=", l, leaf{true, x.value}) || decide("=", l, leaf{true, y.value})
		return l.present && found == (negation == "")
	}}
}

func randomComparison(r *rand.Rand, field string) randomFilter {
	op, constant := operatorNames[r.IntN(len(operatorNames))], literals[r.IntN(len(literals))]
	value := leaf{true, constant.value}
	if r.IntN(2) == 0 {
		return randomFilter{constant.source + " " + op + " " + field, func(o object) bool { return decide(op, value, o.leaf(field)) }}
	}
	return randomFilter{field + " " + op + " " + constant.source, func(o object) bool { return decide(op, o.leaf(field), value) }}
}
