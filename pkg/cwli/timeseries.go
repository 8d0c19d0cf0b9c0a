package cwli

import (
	"math"
	"slices"
	"strconv"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// rate is the method of rate(x, period): how much x changed from the earliest row to the
// latest, divided by the number of periods between them. AWS documents "the per-interval
// rate of change" of a field and no formula
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-timeseries-functions.html).
func rate(p *expr.Period) method {
	return method{
		start:  func(*budget) any { return &change{} },
		add:    func(c *cellState, v, at value.Value) { c.more.(*change).add(v, at) },
		result: func(c *cellState) value.Value { return c.more.(*change).in(float64(p.Milliseconds())) },
	}
}

// change is the numbers of the earliest and of the latest row, with their times in
// milliseconds since 1970. Of rows of the same time, the first and the last to arrive
// count, as for earliest and latest.
type change struct {
	any         bool
	first, last struct{ number, at float64 }
}

func (c *change) add(v, at value.Value) {
	f, ok := v.Float()
	if !ok || at.Kind != value.Time {
		return
	}
	if !c.any || at.Num < c.first.at {
		c.first.number, c.first.at = f, at.Num
	}
	if !c.any || at.Num >= c.last.at {
		c.last.number, c.last.at = f, at.Num
	}
	c.any = true
}

// in returns the change in a period, absent if no time passed.
func (c *change) in(period float64) value.Value {
	return value.OfNumber((c.last.number - c.first.number) / ((c.last.at - c.first.at) / period))
}

// histogram is the method of histogram(x, n): the numbers in each of n ranges of the same
// width, from the smallest number to the largest. It is a map from the ranges, such as
// "0 - 10", which includes 0 and not 10, to their counts; the last one includes both. AWS
// documents no names.
func histogram(n int) method {
	return ofNumbers(method{
		start:  func(b *budget) any { return &numbers{memory: b} },
		number: func(c *cellState, f float64) { c.more.(*numbers).add(f) },
		result: func(c *cellState) value.Value { return c.more.(*numbers).histogram(n) },
	})
}

// numbers is all numbers of a group.
type numbers struct {
	memory *budget
	list   []float64
}

func (s *numbers) add(f float64) {
	if len(s.list) == cap(s.list) {
		const perNumber = 8
		_ = s.memory.take("stats", perNumber*max(8, len(s.list))) // the budget keeps the error
	}
	s.list = append(s.list, f)
}

// histogram returns the counts of n ranges, or of one if all numbers are equal.
func (s *numbers) histogram(n int) value.Value {
	if len(s.list) == 0 {
		return value.Value{}
	}
	low, high := slices.Min(s.list), slices.Max(s.list)
	if low == high {
		n = 1
	}
	if math.IsInf(high-low, 0) {
		return value.Value{} // as of any computation without a result
	}
	counts := make([]int, n)
	for _, f := range s.list {
		at := 0
		if n > 1 {
			at = min(int((f-low)/(high-low)*float64(n)), n-1)
		}
		counts[at]++
	}
	return ranges(edges(low, high, n), counts)
}

// edges returns the ends of n ranges as they are shown: rounded, unless two of them would
// then look alike.
func edges(low, high float64, n int) []string {
	rounded, exact := make([]string, n+1), make([]string, n+1)
	distinct := true
	for i := range rounded {
		edge := low + (high-low)*float64(i)/float64(n)
		rounded[i], exact[i] = value.OfNumber(edge).String(), strconv.FormatFloat(edge, 'f', -1, 64)
		distinct = distinct && (i == 0 || rounded[i] != rounded[i-1])
	}
	if distinct || low == high {
		return rounded
	}
	return exact
}

// ranges returns the map of ranges to counts, as JSON in the order of the ranges.
func ranges(edges []string, counts []int) value.Value {
	text := []byte{'{'}
	for i, n := range counts {
		if i > 0 {
			text = append(text, ',')
		}
		text = value.AppendQuoted(text, edges[i]+" - "+edges[i+1])
		text = strconv.AppendInt(append(text, ':'), int64(n), 10)
	}
	return value.Value{Kind: value.Map, Text: string(append(text, '}'))}
}
