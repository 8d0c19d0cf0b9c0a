package chart

import "slices"

// The kinds of labels. A drawing chooses colour and weight by them.
const (
	labelAxis = "axis"
	labelKey  = "key"
	labelPeak = "peak"
	labelBad  = "bad"
	labelWarn = "warn"
)

// label is a text of a drawing. Its place is a share of the plot's width and a
// distance from it in pixels, so that it holds for every width.
type label struct {
	text, kind string
	x, dx, y   float64
	anchor     float64 // the share of the text that is left of the place: 0, 0.5 or 1
	width      float64
	hidden     bool // on the narrowest plot
}

// frame is the room that a drawing has: widths that its plot may have, the narrowest
// first, and the room around it for text, in pixels.
type frame struct {
	widths                    []float64
	height                    float64
	left, right, above, below float64
	size                      float64 // of text
	measure                   func(text string, bold bool) float64
}

type box struct{ left, top, right, bottom float64 }

func (f *frame) box(l label, plot float64) box {
	left := l.x*plot + l.dx - l.anchor*l.width
	return box{left, l.y - 0.6*f.size, left + l.width, l.y + 0.6*f.size}
}

func (b box) overlaps(o box, apart float64) bool {
	return b.left < o.right+apart && o.left < b.right+apart && b.top < o.bottom && o.top < b.bottom
}

// layout places labels so that none leaves the frame and none overlaps another one.
type layout struct {
	*frame
	labels  []label
	lines   [][]point // in shares of the plot
	bounds  [][]point // the lines of marks
	dropped []mark    // without a label
	peaked  bool      // the peak has its label
}

// place adds the first of the candidates that has room clear of labels and lines.
func (l *layout) place(candidates ...label) bool {
	for _, c := range candidates {
		c.width = l.measure(c.text, c.kind == labelPeak)
		if l.free(c, l.labels) && !l.crossed(c) {
			l.labels = append(l.labels, c)
			return true
		}
	}
	return false
}

// shown returns the widths at which a label is seen.
func (l *layout) shown(c label) []float64 {
	if c.hidden && len(l.widths) > 1 {
		return l.widths[1:]
	}
	return l.widths
}

// free reports whether a label is in the frame and clear of others.
func (l *layout) free(c label, others []label) bool { return l.inside(c) && l.clear(c, others) }

func (l *layout) inside(c label) bool {
	for _, w := range l.shown(c) {
		b := l.box(c, w)
		if b.left < -l.left || b.right > w+l.right || b.top < -l.above || b.bottom > l.height+l.below {
			return false
		}
	}
	return true
}

func (l *layout) clear(c label, others []label) bool {
	for _, w := range l.shown(c) {
		b := l.box(c, w)
		for _, o := range others {
			if slices.Contains(l.shown(o), w) && l.box(o, w).overlaps(b, l.size/2) {
				return false
			}
		}
	}
	return true
}

// crossed reports whether a line runs through a label.
func (l *layout) crossed(c label) bool {
	for _, w := range l.shown(c) {
		b := l.box(c, w)
		for _, run := range slices.Concat(l.lines, l.bounds) {
			for i := range run {
				p, q := run[max(0, i-1)], run[i]
				if b.crosses(point{p.x * w, p.y * l.height}, point{q.x * w, q.y * l.height}) {
					return true
				}
			}
		}
	}
	return false
}

// crosses reports whether a piece of a line that goes to the right runs through a box.
func (b box) crosses(p, q point) bool {
	if q.x < b.left || p.x > b.right {
		return false
	}
	at := func(x float64) float64 {
		if q.x == p.x {
			return q.y
		}
		return p.y + (q.y-p.y)*(min(max(x, p.x), q.x)-p.x)/(q.x-p.x)
	}
	y1, y2 := at(b.left), at(b.right)
	if q.x == p.x {
		y1 = p.y
	}
	return max(y1, y2) > b.top && min(y1, y2) < b.bottom
}
