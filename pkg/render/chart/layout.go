package chart

import (
	"slices"
	"time"
)

// place lays the labels of a scene out in a frame that has a key, those that matter
// most first.
func (s *scene) place(f *frame, key []label) *layout {
	l := &layout{frame: f, labels: key}
	for i, t := range s.ticks {
		l.place(label{text: s.labels[i], kind: labelAxis, dx: -f.size * 2 / 3, y: s.y(t) * f.height, anchor: 1})
	}
	l.placeTimes(s)
	for _, line := range s.all() {
		l.lines = append(l.lines, s.runs(line)...)
	}
	if len(l.lines) == 0 {
		l.place(label{text: "No data", kind: labelAxis, x: 0.5, y: f.height / 2, anchor: 0.5})
	}
	for _, m := range s.marks {
		l.bounds = append(l.bounds, []point{{0, s.y(m.Value)}, {1, s.y(m.Value)}})
	}
	l.peaked = l.placePeak(s)
	for _, m := range s.marks {
		l.placeMark(s, m)
	}
	return l
}

// placeTimes labels the ticks of the x axis: all of them in the longest form that has
// room, else every second one, and so on.
func (l *layout) placeTimes(s *scene) {
	major, _, distance := clock(s.start, s.end)
	for every := 1; every <= len(major); every++ {
		for form := range 2 {
			if placed, fits := l.times(s, major, distance, every, form); fits {
				l.labels = append(l.labels, placed...)
				return
			}
		}
	}
}

// times returns a label for every nth tick in one of the forms. On the narrowest plot
// those are hidden that have no room there.
func (l *layout) times(s *scene, major []time.Time, distance step, every, form int) (placed []label, fits bool) {
	for i := 0; i < len(major); i += every {
		forms := distance.forms(major[i], s.start, s.end, i == 0)
		t := label{text: forms[min(form, len(forms)-1)], kind: labelAxis, x: s.x(major[i]), y: l.height + 1.3*l.size, hidden: true}
		t.width = l.measure(t.text, false)
		for _, t.anchor = range anchors(t.x) {
			if l.inside(t) {
				break
			}
		}
		if !l.free(t, slices.Concat(l.labels, placed)) {
			return nil, false
		}
		placed = append(placed, t)
	}
	l.show(placed)
	return placed, true
}

// show makes every nth label seen at all widths, for the smallest n that has room.
func (l *layout) show(labels []label) {
	for every := 1; every <= len(labels); every++ {
		var seen []label
		for i := 0; i < len(labels); i += every {
			t := labels[i]
			if t.hidden = false; !l.free(t, slices.Concat(l.labels, seen)) {
				break
			}
			seen = append(seen, t)
		}
		if len(seen) == (len(labels)+every-1)/every {
			for i := range seen {
				labels[i*every] = seen[i]
			}
			return
		}
	}
}

func anchors(x float64) []float64 {
	switch {
	case x < 0.001:
		return []float64{0}
	case x > 0.999:
		return []float64{1}
	case x < 0.5:
		return []float64{0.5, 0}
	}
	return []float64{0.5, 1}
}

// placePeak labels the highest point at the side that has more room, else above it.
func (l *layout) placePeak(s *scene) bool {
	if s.peak == nil {
		return false
	}
	at := label{text: s.peak.text, kind: labelPeak, x: s.peak.x, y: s.peak.y * l.height}
	left, right, above := at, at, at
	left.dx, left.anchor = -0.8*l.size, 1
	right.dx = 0.8 * l.size
	above.y -= 1.2 * l.size
	if s.peak.x < 0.5 {
		left, right = right, left
	}
	candidates := []label{left, right}
	for _, above.anchor = range anchors(at.x) {
		candidates = append(candidates, above)
	}
	return l.place(candidates...)
}

// placeMark labels a mark at the right end of its line, or at the left one if the
// values are clearly farther away there.
func (l *layout) placeMark(s *scene, m mark) {
	at := label{text: m.label, kind: m.kind(), y: s.y(m.Value) * l.height}
	ends := []float64{1, 0}
	if l.near(at.y, 0) > l.near(at.y, 1)+2*l.size {
		ends = []float64{0, 1}
	}
	var candidates []label
	for _, side := range []float64{-0.85, 0.9} { // a descender must not touch the mark
		for _, end := range ends {
			c := at
			c.x, c.anchor, c.y = end, end, at.y+side*l.size
			candidates = append(candidates, c)
		}
	}
	if !l.place(candidates...) {
		l.dropped = append(l.dropped, m)
	}
}

// near returns how near the lines come to a height in the quarter of the plot at an
// end, 0 or 1.
func (l *layout) near(y, end float64) float64 {
	nearest := l.height
	for _, run := range l.lines {
		for _, p := range run {
			if p.x >= end*0.75 && p.x <= 0.25+end*0.75 {
				nearest = min(nearest, max(p.y*l.height-y, y-p.y*l.height))
			}
		}
	}
	return nearest
}
