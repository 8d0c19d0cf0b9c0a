package chart

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// Coarse is a chart as names and numbers, for a place that draws it itself.
type Coarse struct {
	Labels []string // of the bins, no two the same
	Series []Series // a point for each label; a lone series is followed by the period before, if it has one
	Axis   string   // what stands at the x axis: the zone, and how bins were put together: "CET, sums of 2 h"
}

// Coarse returns the chart with at most so many bins: two and two of them are put
// together until they fit. The absent bins of a lone count are 0; its bins are summed.
// Of any other series the value that is farthest from 0 is kept.
func (c *Chart) Coarse(most int) Coarse {
	merged := 1
	for merged*most < len(c.Bins) {
		merged *= 2
	}
	lines := c.lines()
	if before, ok := c.before(); ok {
		lines = append(lines, before)
	}
	summed := c.ZeroFill && len(c.Series) == 1
	o := Coarse{Labels: c.labels(merged), Axis: c.zones()}
	for _, l := range lines {
		o.Series = append(o.Series, Series{l.name, merge(l.points, merged, summed)})
	}
	if merged > 1 {
		o.Axis += map[bool]string{true: ", sums of ", false: ", highest of "}[summed] + c.length(merged)
	}
	return o
}

// Whole reports whether no point is absent.
func (o Coarse) Whole() bool {
	absent := func(p Point) bool { return !p.OK }
	return !slices.ContainsFunc(o.Series, func(s Series) bool { return slices.ContainsFunc(s.Points, absent) })
}

// merge puts points together.
func merge(points []Point, n int, summed bool) (all []Point) {
	for some := range slices.Chunk(points, n) {
		p := Point{}
		for _, q := range some {
			switch {
			case !q.OK:
			case summed && p.OK:
				p.Value += q.Value
			case !p.OK || math.Abs(q.Value) > math.Abs(p.Value):
				p = q
			}
		}
		all = append(all, p)
	}
	return all
}

// labels names each nth bin by its start. Hours that the clocks repeat have their zone.
func (c *Chart) labels(n int) (all []string) {
	start, _ := c.window()
	for i := 0; i < len(c.Bins); i += n {
		t := c.Bins[i].In(start.Location())
		label := c.at(t)
		if slices.Contains(all, label) {
			label += " " + zoneName(t)
		}
		for slices.Contains(all, label) {
			label += "'"
		}
		all = append(all, label)
	}
	return all
}

// length returns how long n bins are, or that they are n bins if not all are as long.
func (c *Chart) length(n int) string {
	length := c.binEnd(0).Sub(c.Bins[0])
	for i := range c.Bins {
		if c.binEnd(i).Sub(c.Bins[i]) != length {
			return fmt.Sprintf("%d bins", n)
		}
	}
	all := time.Duration(n) * length
	for _, unit := range []struct {
		size time.Duration
		name string
	}{{24 * time.Hour, "days"}, {time.Hour, "h"}, {time.Minute, "min"}} {
		if all%unit.size == 0 {
			return fmt.Sprintf("%d %s", all/unit.size, unit.name)
		}
	}
	return all.String()
}
