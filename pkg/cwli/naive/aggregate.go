package naive

import (
	"encoding/json"
	"math"
	"math/big"
	"slices"
)

// aggregate is a function of the rows of a group: count(*), pct(ms, 95).
type aggregate struct {
	name  string
	of    expression // nil: count(*)
	param string     // of pct
}

// sample is the value that an aggregate gets from a row, and the row's time.
type sample struct {
	value value
	time  int64
}

// aggregation gets the rows with a value only, except the one of count(*).
type aggregation func(e *evaluation, samples []sample, param string) value

var aggregations = map[string]aggregation{
	"count":          count,
	"count_distinct": countDistinct,
	"sum":            sum,
	"avg":            avg,
	"min":            least,
	"max":            greatest,
	"pct":            pct,
	"variance":       variance,
	"stddev":         stddev,
	"earliest":       earliest,
	"latest":         latest,
	"sortsFirst":     sortsFirst,
	"sortsLast":      sortsLast,
	"values":         values,
}

func (a aggregate) String() string {
	switch {
	case a.of == nil:
		return a.name + "(*)"
	case a.param != "":
		return a.name + "(" + a.of.String() + ", " + a.param + ")"
	}
	return a.name + "(" + a.of.String() + ")"
}

func (a aggregate) eval(e *evaluation, r row) value {
	var samples []sample
	for _, member := range r.members {
		s := sample{value: integer(1)}
		if a.of != nil {
			s.value = a.of.eval(e, member)
		}
		if t := member.fields["@timestamp"]; t.kind == instant {
			s.time = t.millis()
		}
		samples = append(samples, s)
	}
	return e.rules.aggregates[a.name](e, samples, a.param)
}

// known returns the samples that have a value.
func known(samples []sample) []sample {
	return slices.DeleteFunc(slices.Clone(samples), func(s sample) bool { return !s.value.present() })
}

// numbers returns the samples that are numbers, and whether all are exact.
func numbers(samples []sample) (all []*big.Rat, exact bool) {
	exact = true
	for _, s := range samples {
		if s.value.number != nil {
			all = append(all, s.value.number)
			exact = exact && s.value.exact
		}
	}
	return all, exact
}

func count(_ *evaluation, samples []sample, _ string) value {
	return integer(int64(len(known(samples))))
}

// countDistinct takes values for the same if they are shown alike.
func countDistinct(e *evaluation, samples []sample, _ string) value {
	seen := map[string]bool{}
	for _, s := range known(samples) {
		seen[e.label(s.value)] = true
	}
	return integer(int64(len(seen)))
}

func total(all []*big.Rat) *big.Rat {
	t := new(big.Rat)
	for _, n := range all {
		t.Add(t, n)
	}
	return t
}

func sum(_ *evaluation, samples []sample, _ string) value {
	all, exact := numbers(samples)
	if len(all) == 0 {
		return value{}
	}
	return number(total(all), exact)
}

func mean(all []*big.Rat) *big.Rat {
	return new(big.Rat).Quo(total(all), big.NewRat(int64(len(all)), 1))
}

func avg(_ *evaluation, samples []sample, _ string) value {
	all, exact := numbers(samples)
	if len(all) == 0 {
		return value{}
	}
	return number(mean(all), exact)
}

// ordered returns the samples with a value in the order of sort.
func ordered(e *evaluation, samples []sample) []sample {
	all := known(samples)
	slices.SortStableFunc(all, func(a, b sample) int { return e.rules.order(e, a.value, b.value) })
	return all
}

// result returns what an aggregate found in the log: numbers count as computed.
func result(v value) value {
	if v.number != nil {
		return value{kind: computed, number: v.number, exact: v.exact || v.number.IsInt()}
	}
	return v
}

func least(e *evaluation, samples []sample, _ string) value {
	return result(sortsFirst(e, samples, ""))
}

func greatest(e *evaluation, samples []sample, _ string) value {
	return result(sortsLast(e, samples, ""))
}

func sortsFirst(e *evaluation, samples []sample, _ string) value {
	if all := ordered(e, samples); len(all) > 0 {
		return all[0].value
	}
	return value{}
}

func sortsLast(e *evaluation, samples []sample, _ string) value {
	if all := ordered(e, samples); len(all) > 0 {
		return all[len(all)-1].value
	}
	return value{}
}

// pct returns the value at the nearest rank, never one between two samples, as rows
// of the service show for 1, 2, 4 and 68 values. Of nothing it is 0.
func pct(_ *evaluation, samples []sample, param string) value {
	all, exact := numbers(samples)
	if len(all) == 0 {
		return integer(0)
	}
	slices.SortFunc(all, (*big.Rat).Cmp)
	return number(all[rankOf(param, len(all))-1], exact)
}

// rankOf returns the rank of a percentile, from 1 to n.
func rankOf(param string, n int) int {
	p, _ := new(big.Rat).SetString(param)
	rank := ceilOf(p.Mul(p, big.NewRat(int64(n), 100)))
	return max(1, int(rank.Num().Int64()))
}

// spread returns the population's variance.
func spread(all []*big.Rat) *big.Rat {
	m, squares := mean(all), []*big.Rat{}
	for _, n := range all {
		d := new(big.Rat).Sub(n, m)
		squares = append(squares, d.Mul(d, d))
	}
	return mean(squares)
}

func variance(_ *evaluation, samples []sample, _ string) value {
	all, _ := numbers(samples)
	if len(all) == 0 {
		return value{}
	}
	return number(spread(all), false)
}

func stddev(_ *evaluation, samples []sample, _ string) value {
	all, _ := numbers(samples)
	if len(all) == 0 {
		return value{}
	}
	f, _ := spread(all).Float64()
	return float(math.Sqrt(f))
}

// extremeTime returns the value of the row whose time is least.
func extremeTime(samples []sample, sign int64) value {
	var found sample
	for i, s := range samples {
		if i == 0 || sign*s.time < sign*found.time {
			found = s
		}
	}
	if found.value.kind == instant {
		return number(found.value.number, true)
	}
	return found.value
}

func earliest(_ *evaluation, samples []sample, _ string) value { return extremeTime(samples, 1) }

func latest(_ *evaluation, samples []sample, _ string) value { return extremeTime(samples, -1) }

// values returns the distinct values as a JSON list. Its order and its form are not
// described: Difference compares the texts as a set.
func values(e *evaluation, samples []sample, _ string) value {
	texts := []string{}
	for _, s := range known(samples) {
		texts = append(texts, e.label(s.value))
	}
	slices.Sort(texts)
	list, _ := json.Marshal(slices.Compact(texts))
	return value{kind: written, text: string(list)}
}
