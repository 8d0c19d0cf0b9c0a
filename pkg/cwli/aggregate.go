package cwli

import (
	"cmp"
	"math"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// method is how an aggregate is computed: over the values of its first argument, of those
// that are present unless all is set.
type method struct {
	all    bool              // add gets absent values, too
	start  func(*budget) any // makes more of a new cell; nil: none
	add    func(c *cellState, v, at value.Value)
	number func(c *cellState, f float64) // of ofNumbers: adds one
	counts bool                          // add only counts
	result func(*cellState) value.Value
	holds  bool // the cell keeps one of the values
}

// cellState is the state of one aggregate in one group.
type cellState struct {
	n     int64
	sum   float64     // of min and max, the number
	lost  float64     // what additions to sum rounded off
	held  value.Value // of min, max and the like
	taken int         // bytes of memory for the longest text that was held
	more  any         // of aggregates that need more
}

// methodOf makes the method of a call.
type methodOf struct {
	of    func(*expr.Call) method
	skips int  // literals before the arguments that are computed
	reads int  // arguments that are computed for each row; the others are literals
	timed bool // add gets the time of the row
}

func plain(m method) methodOf { return methodOf{of: func(*expr.Call) method { return m }, reads: 1} }

// ofNumbers completes the method of an aggregate that adds numbers, and ignores all else.
func ofNumbers(m method) method {
	number := m.number
	m.add = func(c *cellState, v, _ value.Value) {
		if f, ok := v.Float(); ok {
			number(c, f)
		}
	}
	return m
}

// timed makes the method of an aggregate that keeps a value by its time.
func timed(add func(c *cellState, v, at value.Value)) methodOf {
	m := method{all: true, add: add, result: (*cellState).atTime, holds: true}
	return methodOf{of: func(*expr.Call) method { return m }, reads: 2, timed: true}
}

// methods are the aggregates by their names in package expr.
var methods = map[string]methodOf{
	"count":         plain(counting),
	"countOverTime": plain(counting),
	"sum":           plain(summing),
	"sumOverTime":   plain(summing),
	"avg":           plain(ofNumbers(method{number: (*cellState).addNumber, result: func(c *cellState) value.Value { return value.OfNumber((c.sum + c.lost) / float64(c.n)) }})),
	"min":           plain(first),
	"max":           plain(last),
	"sortsFirst":    plain(method{add: (*cellState).minimum, result: (*cellState).atTime, holds: true}),
	"sortsLast":     plain(method{add: (*cellState).maximum, result: (*cellState).atTime, holds: true}),
	"earliest":      timed((*cellState).earlier),
	"latest":        timed((*cellState).later),
	"variance":      plain(moments(func(variance float64) float64 { return variance })),
	"stddev":        plain(moments(math.Sqrt)),
	"pct":           {of: func(x *expr.Call) method { return percentile(x.Args[1].(*expr.Number).Value) }, reads: 1},
	"median":        {of: func(*expr.Call) method { return percentile(50) }, reads: 1},
	"countDistinct": plain(distinct),
	"values":        {of: func(*expr.Call) method { return collected }, reads: 2, timed: true},
	"topk":          {of: func(x *expr.Call) method { return topValues(int(x.Args[0].(*expr.Number).Value)) }, skips: 1, reads: 1},
	"rate":          {of: func(x *expr.Call) method { return rate(x.Args[1].(*expr.Period)) }, reads: 2, timed: true},
	"histogram":     {of: func(x *expr.Call) method { return histogram(int(x.Args[1].(*expr.Number).Value)) }, reads: 1},
}

var (
	counting = method{add: (*cellState).count, counts: true, result: func(c *cellState) value.Value { return value.OfNumber(float64(c.n)) }}
	summing  = ofNumbers(method{number: (*cellState).addNumber, result: (*cellState).total})
	first    = method{add: (*cellState).minimum, result: (*cellState).extreme, holds: true}
	last     = method{add: (*cellState).maximum, result: (*cellState).extreme, holds: true}
)

func (c *cellState) count(value.Value, value.Value) { c.n++ }

func (c *cellState) addNumber(f float64) {
	c.n++
	c.sum, c.lost = addExactly(c.sum, c.lost, f)
}

// addExactly adds f to a sum. It returns what the addition rounds off apart (Neumaier,
// "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54,
// 1974), so that the order of the events does not show in the result.
func addExactly(sum, lost, f float64) (float64, float64) {
	total := sum + f
	if math.Abs(sum) >= math.Abs(f) {
		return total, lost + (sum - total + f)
	}
	return total, lost + (f - total + sum)
}

// total returns the sum, absent if no value was a number.
func (c *cellState) total() value.Value {
	if c.n == 0 {
		return value.Value{}
	}
	return value.OfNumber(c.sum + c.lost)
}

// minimum keeps the first value in the order of sort, in which numbers follow texts.
func (c *cellState) minimum(v, _ value.Value) { c.keepExtreme(v, -1) }

// maximum keeps the last value in the order of sort.
func (c *cellState) maximum(v, _ value.Value) { c.keepExtreme(v, 1) }

// keepExtreme keeps v if its order to the value held has the sign. Numbers, which most
// values are, are compared without reading the one held again.
func (c *cellState) keepExtreme(v value.Value, sign int) {
	f, isNumber := v.Float()
	if isNumber && c.n == 1 && math.Abs(f) < 1<<53 {
		if cmp.Compare(f, c.sum) == sign {
			c.hold(v, f)
		}
		return
	}
	if !c.held.Present() || value.CompareNatural(&v, &c.held) == sign {
		c.hold(v, f)
		c.n = 0
		if isNumber && math.Abs(f) < 1<<53 {
			c.n = 1
		}
	}
}

// hold keeps v with its number.
func (c *cellState) hold(v value.Value, f float64) {
	v.Text = strings.Clone(v.Text)
	c.held, c.sum = v, f
}

// extreme returns the value held: a number is shown as one that was computed, except a
// whole number in digits, which keeps them. Of a time it is the number, as with earliest and
// latest on the service.
func (c *cellState) extreme() value.Value {
	f, ok := c.held.Float()
	if !ok || c.held.Kind == value.Text && isDigits(strings.TrimPrefix(c.held.Text, "-")) {
		return c.held
	}
	return value.OfNumber(f)
}

// earlier keeps the value of the first row by time, absent or not, and of rows of the same
// time that of the first that arrived
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Stats.html: the
// value from the event that has the earliest timestamp).
func (c *cellState) earlier(v, at value.Value) {
	c.keepTimed(v, at, func(a, b float64) bool { return a < b })
}

// later keeps the value of the last row by time.
func (c *cellState) later(v, at value.Value) {
	c.keepTimed(v, at, func(a, b float64) bool { return a >= b })
}

func (c *cellState) keepTimed(v, at value.Value, replaces func(a, b float64) bool) {
	if c.n > 0 && !replaces(at.Num, c.sum) {
		return
	}
	c.n = 1
	c.hold(v, at.Num)
}

// atTime returns the value held, as it was written; of a time it is the number, as the
// service shows it.
func (c *cellState) atTime() value.Value {
	if c.held.Kind == value.Time {
		return value.OfNumber(c.held.Num)
	}
	return c.held.Plain()
}
