package naive

import (
	"maps"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// fault makes one rule wrong.
type fault struct {
	name  string
	plant func(r *rules)
}

// aggregateFault makes an aggregate wrong.
func aggregateFault(name, what string, wrong aggregation) fault {
	return fault{name + ": " + what, func(r *rules) {
		r.aggregates = maps.Clone(r.aggregates)
		r.aggregates[name] = wrong
	}}
}

func comparisonFault(op, other string) fault {
	return fault{op + " as " + other, func(r *rules) {
		r.holds = maps.Clone(r.holds)
		r.holds[op] = comparisons[other]
	}}
}

func arithmeticFault(op, what string, wrong func(a, b *big.Rat) *big.Rat) fault {
	return fault{op + " " + what, func(r *rules) {
		r.arithmetic = maps.Clone(r.arithmetic)
		r.arithmetic[op] = wrong
	}}
}

func functionFault(name, what string, wrong function) fault {
	return fault{name + "(): " + what, func(r *rules) {
		r.functions = maps.Clone(r.functions)
		r.functions[name] = wrong
	}}
}

// of changes the samples that an aggregation gets.
func of(right aggregation, change func([]sample) []sample) aggregation {
	return func(e *evaluation, samples []sample, param string) value {
		return right(e, change(slices.Clone(samples)), param)
	}
}

// times multiplies a result that depends on the number of samples.
func times(right aggregation, factor func(n int64) *big.Rat) aggregation {
	return func(e *evaluation, samples []sample, param string) value {
		all, _ := numbers(samples)
		v, n := right(e, samples, param), factor(int64(len(all)))
		if v.number == nil || n == nil {
			return v
		}
		return number(new(big.Rat).Mul(v.number, n), false)
	}
}

func same(a, b value) bool { return a.number.Cmp(b.number) == 0 }

// bessel turns the population's variance into the sample's.
func bessel(n int64) *big.Rat { return quotient(big.NewRat(n, 1), big.NewRat(n-1, 1)) }

var aggregateFaults = []fault{
	aggregateFault("count", "counts absent values", func(_ *evaluation, samples []sample, _ string) value { return integer(int64(len(samples))) }),
	aggregateFault("count_distinct", "counts all", count),
	aggregateFault("sum", "leaves negative numbers out", of(sum, func(samples []sample) []sample {
		return slices.DeleteFunc(samples, func(s sample) bool { return s.value.number != nil && s.value.number.Sign() < 0 })
	})),
	aggregateFault("sum", "of nothing is 0", func(_ *evaluation, samples []sample, _ string) value {
		all, exact := numbers(samples)
		return number(total(all), exact)
	}),
	aggregateFault("sum", "adds a value once", of(sum, func(samples []sample) []sample {
		return slices.CompactFunc(samples, func(a, b sample) bool {
			return a.value.number != nil && b.value.number != nil && same(a.value, b.value)
		})
	})),
	aggregateFault("avg", "divides by n+1", times(avg, func(n int64) *big.Rat { return big.NewRat(n, n+1) })),
	aggregateFault("avg", "divides by all rows", func(_ *evaluation, samples []sample, _ string) value {
		all, _ := numbers(samples)
		return number(quotient(total(all), big.NewRat(int64(len(samples)), 1)), false)
	}),
	aggregateFault("min", "takes max", greatest),
	aggregateFault("max", "takes min", least),
	aggregateFault("max", "is of numbers only", of(greatest, func(samples []sample) []sample {
		return slices.DeleteFunc(samples, func(s sample) bool { return s.value.number == nil })
	})),
	aggregateFault("pct", "is one rank too low", func(e *evaluation, samples []sample, param string) value {
		all, exact := numbers(samples)
		if len(all) == 0 {
			return integer(0)
		}
		slices.SortFunc(all, (*big.Rat).Cmp)
		return number(all[max(0, rankOf(param, len(all))-2)], exact)
	}),
	aggregateFault("pct", "of nothing is absent", func(e *evaluation, samples []sample, param string) value {
		if all, _ := numbers(samples); len(all) == 0 {
			return value{}
		}
		return pct(e, samples, param)
	}),
	aggregateFault("variance", "is the sample's", times(variance, bessel)),
	aggregateFault("stddev", "is the variance", variance),
	aggregateFault("stddev", "is the sample's", func(e *evaluation, samples []sample, _ string) value {
		return root(e, []value{times(variance, bessel)(e, samples, "")})
	}),
	aggregateFault("earliest", "takes the latest", latest),
	aggregateFault("latest", "takes the earliest", earliest),
	aggregateFault("latest", "takes the last one that comes", func(_ *evaluation, samples []sample, _ string) value { return samples[len(samples)-1].value }),
	aggregateFault("sortsFirst", "takes the last", sortsLast),
	aggregateFault("sortsLast", "takes the last that comes", func(_ *evaluation, samples []sample, _ string) value { return samples[len(samples)-1].value }),
	aggregateFault("values", "leaves one out", of(values, func(samples []sample) []sample { return samples[1:] })),
}

var operatorFaults = []fault{
	comparisonFault("=", "<="), comparisonFault("!=", "<"), comparisonFault("<", "<="), comparisonFault("<=", "<"),
	comparisonFault(">", ">="), comparisonFault(">=", ">"),
	{"comparisons hold with absent values", func(r *rules) { r.missing = true }},
	{"and as or", func(r *rules) { r.and = func(a, b bool) bool { return a || b } }},
	{"or as and", func(r *rules) { r.or = func(a, b bool) bool { return a && b } }},
	{"not is left out", func(r *rules) { r.not = func(holds bool) bool { return holds } }},
	{"not like and not in are not inverted", func(r *rules) { r.negated = func(holds bool) bool { return holds } }},
	{"like ignores case", func(r *rules) {
		r.contains = func(text, part string) bool { return strings.Contains(strings.ToLower(text), strings.ToLower(part)) }
	}},
	{"like is equality", func(r *rules) { r.contains = func(text, part string) bool { return text == part } }},
	{"in compares text", func(r *rules) { r.equal = func(e *evaluation, a, b value) bool { return e.show(a) == e.show(b) } }},
	{"in finds parts", func(r *rules) {
		r.equal = func(e *evaluation, a, b value) bool { return strings.Contains(e.show(a), e.show(b)) }
	}},
	{"in takes long integers for floats", func(r *rules) { r.equal = equalFloats }},
	arithmeticFault("+", "as -", operations["-"]), arithmeticFault("-", "is reversed", func(a, b *big.Rat) *big.Rat { return operations["-"](b, a) }),
	arithmeticFault("*", "as +", operations["+"]), arithmeticFault("^", "as *", operations["*"]), arithmeticFault("%", "as /", quotient),
	arithmeticFault("/", "by zero is 0", func(a, b *big.Rat) *big.Rat {
		if b.Sign() == 0 {
			return new(big.Rat)
		}
		return quotient(a, b)
	}),
	arithmeticFault("/", "is of whole numbers", func(a, b *big.Rat) *big.Rat {
		if b.Sign() == 0 {
			return nil
		}
		return floorOf(quotient(a, b))
	}),
}

func equalFloats(e *evaluation, a, b value) bool {
	if a.number == nil || b.number == nil {
		return e.show(a) == e.show(b)
	}
	x, _ := a.number.Float64()
	y, _ := b.number.Float64()
	return x == y
}

var commandFaults = []fault{
	{"bins since 1970", func(r *rules) {
		r.floor = func(ms int64, p period) int64 {
			step := min(p.count, units[p.unit].most) * units[p.unit].millis
			return ms - ms%step
		}
	}},
	{"bins of more than the unit's cap", func(r *rules) {
		r.floor = func(ms int64, p period) int64 { return ms - ms%(p.count*units[p.unit].millis) }
	}},
	{"five decimals", func(r *rules) { r.show = func(n *big.Rat) string { return digits(n, decimals(n)+1) } }},
	{"four decimals below one", func(r *rules) { r.show = func(n *big.Rat) string { return digits(n, 4) } }},
	{"15 significant digits", func(r *rules) {
		r.show = func(n *big.Rat) string {
			f, _ := n.Float64()
			return strconv.FormatFloat(f, 'g', 15, 64)
		}
	}},
	{"sort puts text after numbers", func(r *rules) { r.order = reranked([]int{0, 2, 1}) }},
	{"sort puts absent values last", func(r *rules) { r.order = reranked([]int{2, 0, 1}) }},
	{"sort compares digits by code points", func(r *rules) {
		r.order = func(e *evaluation, a, b value) int {
			if rank(a) == 1 && rank(b) == 1 {
				return strings.Compare(a.text, b.text)
			}
			return order(e, a, b)
		}
	}},
	{"sort never descends", func(r *rules) { r.direction = func(int, bool) bool { return false } }},
	{"sort descends by the first key only", func(r *rules) { r.direction = func(key int, descending bool) bool { return key == 0 && descending } }},
	{"dedup keeps the last", func(r *rules) {
		r.kept = func(keys []string) []bool {
			keys = slices.Clone(keys)
			slices.Reverse(keys)
			kept := firstOnly(keys)
			slices.Reverse(kept)
			return kept
		}
	}},
	{"dedup drops rows without a key", func(r *rules) {
		r.kept = func(keys []string) []bool {
			kept := firstOnly(keys)
			for i, key := range keys {
				kept[i] = kept[i] && key != ""
			}
			return kept
		}
	}},
	{"limit is one more", func(r *rules) { r.limit = func(n int) int { return n + 1 } }},
	{"only the first match or item makes a row", func(r *rules) { r.multi = func(matches int) int { return min(matches, 1) } }},
	{"stars are greedy", func(r *rules) { r.glob = greedy }},
	{"absent keys group with empty ones", func(r *rules) { r.key = func(e *evaluation, v value) string { return strconv.Quote(e.show(v)) } }},
	{"numbers group by value", func(r *rules) {
		r.key = func(e *evaluation, v value) string {
			if v.number != nil {
				return v.number.RatString()
			}
			return groupKey(e, v)
		}
	}},
	{"true is the text true", func(r *rules) { r.discover = booleansAsText }},
	{"nested fields are not found", func(r *rules) {
		r.discover = func(event Event) map[string]value {
			fields := discover(event)
			delete(fields, "user.name")
			return fields
		}
	}},
	functionFault("strlen", "counts bytes", functions["messageSize"]),
	functionFault("floor", "rounds", round),
	functionFault("coalesce", "takes the last", func(_ *evaluation, args []value) value { return args[len(args)-1] }),
	functionFault("ispresent", "is false of empty texts", func(e *evaluation, args []value) value { return truth(e.show(args[0]) != "") }),
	functionFault("if", "is reversed", func(_ *evaluation, args []value) value {
		if args[0].holds() {
			return args[2]
		}
		return args[1]
	}),
}

// reranked is the order of sort with absent values, texts and numbers in another one.
func reranked(places []int) func(e *evaluation, a, b value) int {
	return func(e *evaluation, a, b value) int {
		if rank(a) != rank(b) {
			return places[rank(a)] - places[rank(b)]
		}
		return order(e, a, b)
	}
}

// greedy lets the stars of a pattern take as much as they can.
func greedy(text, pattern string) []string {
	expression := strings.ReplaceAll(regexp.QuoteMeta(pattern), `\*`, "(.*)")
	if match := regexp.MustCompile(expression).FindStringSubmatch(text); match != nil {
		return match[1:]
	}
	return nil
}

func booleansAsText(event Event) map[string]value {
	found := discover(event)
	object, _ := decode(event.Message).(map[string]any)
	if b, ok := object["ok"].(bool); ok {
		found["ok"] = text(strconv.FormatBool(b))
	}
	return found
}

// TestRules_faults shows that the generated queries find a fault in any aggregate
// and operator: the reference with the fault differs from the right one.
func TestRules_faults(t *testing.T) {
	t.Parallel()
	cases := generated()
	for _, f := range slices.Concat(aggregateFaults, operatorFaults, commandFaults) {
		found := 0
		for i := range cases {
			if f.differs(cases[i]) {
				found = i + 1
				break
			}
		}
		t.Logf("query %3d finds %s", found, f.name)
		if found == 0 {
			t.Errorf("%d queries do not find the fault %q", len(cases), f.name)
		}
	}
}

func (f fault) differs(c Case) bool {
	wrong := right()
	f.plant(&wrong)
	return c.Difference(c.answer(wrong).rows) != ""
}

// TestRules_complete holds that each aggregate and each operator has a fault.
func TestRules_complete(t *testing.T) {
	t.Parallel()
	var names []string
	for _, f := range slices.Concat(aggregateFaults, operatorFaults) {
		names = append(names, f.name)
	}
	all := "\n" + strings.Join(names, "\n")
	for _, name := range slices.Concat(slices.Sorted(maps.Keys(aggregations)), slices.Sorted(maps.Keys(comparisons)), slices.Sorted(maps.Keys(operations))) {
		if !strings.Contains(all, "\n"+name+" ") && !strings.Contains(all, "\n"+name+":") {
			t.Errorf("no fault is planted in %s", name)
		}
	}
}
