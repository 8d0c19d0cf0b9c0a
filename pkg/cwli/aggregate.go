package cwli

import (
	"cmp"
	"math"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// method is how an aggregate is computed: over the values of its first argument that are
// present.
type method struct {
	start  func(*budget) any // makes more of a new cell; nil: none
	add    func(c *cellState, v, at value.Value)
	result func(*cellState) value.Value
}

// cellState is the state of one aggregate in one group.
type cellState struct {
	n    int64
	sum  float64     // of min and max, the number
	held value.Value // of min, max and the like
	more any         // of aggregates that need more
}

// methodOf makes the method of a call.
type methodOf struct {
	of    func(*expr.Call) method
	reads int  // arguments that are computed for each row; the others are literals
	timed bool // add gets the time of the row
}

func plain(m method) methodOf { return methodOf{of: func(*expr.Call) method { return m }, reads: 1} }

// methods are the aggregates by their names.
var methods = map[string]methodOf{
	"count": plain(method{add: (*cellState).count, result: func(c *cellState) value.Value { return value.OfNumber(float64(c.n)) }}),
	"sum":   plain(method{add: (*cellState).addNumber, result: (*cellState).total}),
	"avg":   plain(method{add: (*cellState).addNumber, result: func(c *cellState) value.Value { return value.OfNumber(c.sum / float64(c.n)) }}),
	"min":   plain(method{add: (*cellState).minimum, result: (*cellState).extreme}),
	"max":   plain(method{add: (*cellState).maximum, result: (*cellState).extreme}),
}

func (c *cellState) count(value.Value, value.Value) { c.n++ }

// addNumber adds v if it is a number, and ignores it otherwise.
func (c *cellState) addNumber(v, _ value.Value) {
	if f, ok := v.Float(); ok {
		c.n++
		c.sum += f
	}
}

// total returns the sum, absent if no value was a number.
func (c *cellState) total() value.Value {
	if c.n == 0 {
		return value.Value{}
	}
	return value.OfNumber(c.sum)
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
// whole number, which keeps its digits. Of a time it is the number, as with earliest and
// latest on the service.
func (c *cellState) extreme() value.Value {
	f, ok := c.held.Float()
	if !ok || c.held.Kind == value.Text && f == math.Trunc(f) {
		return c.held
	}
	return value.OfNumber(f)
}
