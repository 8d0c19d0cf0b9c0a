package chart

import (
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/render/amount"
)

// scene is a chart in shares of its plot: x from 0 at the window's start to 1 at its
// end, y from 0 at the top to 1 at the bottom. All drawings are made of it.
type scene struct {
	start, end time.Time
	bins       []span // from each bin's start to its end
	lines      []line
	before     []line // none or one
	ticks      []float64
	labels     []string // of ticks
	gaps       []gap
	marks      []mark
	unseen     []mark // too far away from the values
	peak       *peak
}

type span struct{ from, to float64 }

// gap is a run of bins, first to last, in which every series is absent.
type gap struct {
	span
	first, last int
}

type mark struct {
	Mark
	label string
}

func (m mark) kind() string {
	if m.Bad {
		return labelBad
	}
	return labelWarn
}

type peak struct {
	x, y  float64
	style int
	text  string
}

// point is a place in the plot.
type point struct{ x, y float64 }

func (c *Chart) scene() *scene {
	s := &scene{lines: c.lines()}
	s.start, s.end = c.window()
	for i := range c.Bins {
		s.bins = append(s.bins, span{s.x(c.Bins[i]), s.x(c.binEnd(i))})
	}
	if l, has := c.before(); has {
		s.before = []line{l}
	}
	s.scale(c)
	s.findGaps()
	s.findPeak(c)
	return s
}

// all returns the lines with that of the period before.
func (s *scene) all() []line { return slices.Concat(s.lines, s.before) }

// window returns start and end in the chart's zone, the end after the start.
func (c *Chart) window() (start, end time.Time) {
	zone := c.Zone
	if zone == nil {
		zone = time.UTC
	}
	if len(c.Bins) == 0 {
		return c.End.In(zone), c.End.In(zone).Add(1)
	}
	start, end = c.Bins[0].In(zone), c.End.In(zone)
	if !end.After(start) {
		end = start.Add(1)
	}
	return start, end
}

func (c *Chart) binEnd(i int) time.Time {
	if i+1 < len(c.Bins) {
		return c.Bins[i+1]
	}
	return c.End
}

func (s *scene) x(t time.Time) float64 {
	return min(1, max(0, float64(t.Sub(s.start))/float64(s.end.Sub(s.start))))
}

func (s *scene) y(v float64) float64 {
	low, high := s.ticks[0], s.ticks[len(s.ticks)-1]
	return (high - v) / (high - low)
}

// runs returns the unbroken pieces of a line.
func (s *scene) runs(l line) (runs [][]point) {
	open := false
	for i, p := range l.points {
		if !p.OK {
			open = false
			continue
		}
		if !open {
			runs, open = append(runs, nil), true
		}
		last := &runs[len(runs)-1]
		*last = append(*last, point{(s.bins[i].from + s.bins[i].to) / 2, s.y(p.Value)})
	}
	return runs
}

// scale finds the y axis of the values, and of the marks that are near enough.
func (s *scene) scale(c *Chart) {
	low, high := 0.0, 0.0
	for _, l := range s.all() {
		if all := numbers(l.points); len(all) > 0 {
			low, high = min(low, all[0]), max(high, all[len(all)-1])
		}
	}
	const far = 2.5 // times the values' range, for which the values would be flat
	from, to := low, high
	for _, m := range c.Marks {
		drawn := mark{m, name(m.Name) + " " + c.value(m.Value)}
		if !fit([]Point{{m.Value, true}}, 1, false)[0].OK {
			continue
		}
		if reach := max(high, m.Value) - min(low, m.Value); low < high && reach > far*(high-low) {
			s.unseen = append(s.unseen, drawn)
			continue
		}
		s.marks = append(s.marks, drawn)
		from, to = min(from, m.Value), max(to, m.Value)
	}
	s.ticks = axis(from, to, c.Unit)
	s.labels = amount.Axis(s.ticks, c.Unit)
}

func (s *scene) findGaps() {
	for i, b := range s.bins {
		if len(s.lines) == 0 || slices.ContainsFunc(s.lines, func(l line) bool { return l.points[i].OK }) {
			continue
		}
		if n := len(s.gaps); n > 0 && s.gaps[n-1].last == i-1 {
			s.gaps[n-1].to, s.gaps[n-1].last = b.to, i
			continue
		}
		s.gaps = append(s.gaps, gap{b, i, i})
	}
}

// findPeak finds the highest point of all, if it stands out: it is over twice the
// median of its series.
func (s *scene) findPeak(c *Chart) {
	at, of := -1, line{}
	for _, l := range s.lines {
		for i, p := range l.points {
			if p.OK && (at < 0 || p.Value > of.points[at].Value) {
				at, of = i, l
			}
		}
	}
	if at < 0 {
		return
	}
	all, top := numbers(of.points), of.points[at].Value
	if top <= 0 || top <= 2*all[len(all)/2] || len(all) < 3 {
		return
	}
	s.peak = &peak{(s.bins[at].from + s.bins[at].to) / 2, s.y(top), of.style, c.value(top) + " " + c.when(at)}
}
