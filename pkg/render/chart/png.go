package chart

import (
	"math"
)

// The layout of a picture, in pixels of which it has density each way.
const (
	pictureWidth, pictureHeight = 552, 280
	pictureText                 = 16
	pictureEdge                 = 16 // from the frame to what is drawn
	keySample, keyRow           = 24, 24
)

// strokes are the lines' colours, widths and dashes by style, as in CSS.
var strokes = [...]struct {
	color  string
	width  float64
	dashes []float64
}{
	styleBefore: {"ghost", 1.5, nil},
	1:           {"series", 2.5, nil},
	2:           {"series-2", 2.5, []float64{9, 5}},
	3:           {"series-3", 2.5, []float64{3, 4}},
	4:           {"series-4", 2.5, []float64{11, 4, 3, 4}},
	styleOther:  {"ghost", 2.5, []float64{5, 3}},
}

// PNG returns the chart as a picture of 552 by 280 at twice that density, on a plate
// for light or dark surroundings.
func (c *Chart) PNG(dark bool) ([]byte, error) {
	p := c.scene().picture()
	canvas := newCanvas(pictureWidth, pictureHeight, pictureText, dark)
	p.drawFrame(canvas)
	p.drawPlot(canvas)
	p.drawLines(canvas)
	p.drawLabels(canvas)
	return canvas.encode()
}

func (p *picture) at(q point) point {
	return point{p.left + q.x*p.width, p.top + q.y*p.height}
}

func (p *picture) drawFrame(c *canvas) {
	for _, r := range [][4]float64{
		{0, 0, pictureWidth, 1}, {0, pictureHeight - 1, pictureWidth, 1}, {0, 0, 1, pictureHeight}, {pictureWidth - 1, 0, 1, pictureHeight},
	} {
		c.rect(c.colors["line"], r[0], r[1], r[2], r[3])
	}
}

// drawPlot draws grid, ticks, gaps and marks.
func (p *picture) drawPlot(c *canvas) {
	hole := c.colors["line"]
	hole.A = 140
	for _, g := range p.gaps {
		from, to := p.at(point{g.from, 0}), p.at(point{g.to, 0})
		c.rect(hole, from.x, from.y, to.x-from.x, p.height)
	}
	for _, t := range p.ticks {
		ink := c.colors["line"]
		if t == 0 {
			ink = c.colors["axis"]
		}
		c.rect(ink, p.left, p.row(t), p.width, 1)
	}
	major, minor, _ := clock(p.start, p.end)
	for i, t := range append(major, minor...) {
		length := 6.0
		if i >= len(major) {
			length = 4
		}
		c.rect(c.colors["axis"], math.Round(p.at(point{p.x(t), 0}).x*density)/density-0.5, p.top+p.height, 1, length)
	}
	for _, m := range p.marks {
		y := p.row(m.Value) + 0.5
		c.stroke(c.colors[m.kind()], 1.5, []point{{p.left, y}, {p.left + p.width, y}}, 2, 4)
	}
}

// row returns the top of a line of one pixel at a value.
func (p *picture) row(v float64) float64 {
	return math.Round((p.top+p.y(v)*p.height)*density)/density - 0.5
}

func (p *picture) drawLines(c *canvas) {
	if len(p.scene.lines) == 1 {
		for _, area := range areas(p.runs(p.scene.lines[0]), p.y(0)) {
			c.fill(c.colors["fill"], p.places(area))
		}
	}
	all := p.scene.all()
	for i := range all {
		l := all[len(all)-1-i]
		s := strokes[l.style]
		for _, run := range p.runs(l) {
			c.stroke(c.colors[s.color], s.width, p.places(run), s.dashes...)
			if len(run) == 1 {
				c.fill(c.colors[s.color], disc(p.at(run[0]), 3))
			}
		}
	}
	if p.peaked {
		at := p.at(point{p.peak.x, p.peak.y})
		c.fill(c.colors["card"], disc(at, 6))
		c.fill(c.colors[strokes[p.peak.style].color], disc(at, 4))
	}
}

func (p *picture) places(run []point) []point {
	all := make([]point, len(run))
	for i, q := range run {
		all[i] = p.at(q)
	}
	return all
}

func (p *picture) drawLabels(c *canvas) {
	inks := map[string]string{labelAxis: "soft", labelKey: "soft", labelPeak: "ink", labelBad: "bad", labelWarn: "warn"}
	all := p.scene.all()
	for i, l := range p.layout.labels {
		b := p.box(l, p.width)
		x, y, bold := p.left+b.left, p.top+l.y+0.35*pictureText, l.kind == labelPeak
		if l.kind == labelKey {
			s := strokes[all[i].style]
			c.stroke(c.colors[s.color], s.width, []point{{x - 7 - keySample, p.top + l.y}, {x - 9, p.top + l.y}}, s.dashes...)
		}
		if l.kind != labelAxis && l.kind != labelKey { // a halo
			for turn := range 8 {
				sin, cos := math.Sincos(float64(turn) * math.Pi / 4)
				c.text(c.colors["card"], x+2*cos, y+2*sin, l.text, bold)
			}
		}
		c.text(c.colors[inks[l.kind]], x, y, l.text, bold)
	}
}
