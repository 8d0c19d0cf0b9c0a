package chart

import (
	_ "embed"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/render/markup"
)

// CSS has the classes of SVG, and the custom properties that they use for light and dark.
//
//go:embed chart.css
var CSS string

const (
	pageHeight = 176 // of the plot
	pageText   = 12
	pageWider  = 1.12 // than the font of pictures, at most: a reader's own font
)

// gutters are the widths for labels of the y axis, each with its class in CSS.
var gutters = []struct {
	width float64
	class markup.Safe
}{{42, "plot"}, {62, "plot g2"}, {82, "plot g3"}, {120, "plot g4"}}

// pageFrame returns the room of a page whose window is 320 px wide at least, the place
// that holds from 368 px on, and two wider ones.
func (s *scene) pageFrame() (*frame, markup.Safe) {
	sizes := newFaces(pageText)
	f := &frame{height: pageHeight, right: 6, above: 10, below: 26, size: pageText, measure: func(text string, bold bool) float64 {
		return pageWider * sizes.width(text, bold)
	}}
	widest := 0.0
	for _, t := range s.labels {
		widest = max(widest, f.measure(t, false))
	}
	g := gutters[0]
	for i := 1; i < len(gutters) && g.width < widest+8; i++ {
		g = gutters[i]
	}
	f.left = g.width
	for _, inside := range []float64{254, 302, 480, 900} {
		f.widths = append(f.widths, inside-f.left-f.right)
	}
	return f, g.class
}

// SVG returns the chart for a page that has CSS: a key and a plot that is as wide as
// its place. Chart names its parts for screen readers by IDs that begin with a prefix,
// which is unique in its page.
func (c *Chart) SVG(prefix string) markup.Safe {
	s := c.scene()
	f, class := s.pageFrame()
	w := &svg{prefix: prefix}
	w.key(s)
	w.Raw(`<div class="`, class, `"><svg role="img" aria-labelledby="`)
	w.Text(prefix + "-t " + prefix + "-d")
	w.Raw(`">`)
	w.named("title", "-t", c.title(s))
	w.named("desc", "-d", c.describe(s))
	w.axes(s)
	for _, g := range s.gaps {
		w.Raw(`<rect class="hole" x="`, percent(g.from), `" width="`, percent(g.to-g.from), `" y="0" height="176"><title>`)
		w.Text("No data from " + c.at(c.Bins[g.first]) + " to " + c.at(c.binEnd(g.last)))
		w.Raw(`</title></rect>`)
	}
	for _, m := range s.marks {
		w.Raw(`<line class="`, markClass("lim-", m.Bad), `" x1="0" x2="100%" y1="`, pixels(s.y(m.Value)*pageHeight), `" y2="`, pixels(s.y(m.Value)*pageHeight), `"/>`)
	}
	placed := s.place(f, nil)
	w.paths(s, placed.peaked)
	w.labels(placed)
	w.Raw(`</svg></div>`)
	return markup.Safe(w.String())
}

// title names the series that the title does not.
func (c *Chart) title(s *scene) string {
	if len(s.lines) > 1 || len(s.before) > 0 {
		var names []string
		for _, l := range s.all() {
			names = append(names, l.name)
		}
		return name(c.Heading()) + ": " + strings.Join(names, ", ")
	}
	return name(c.Heading())
}

type svg struct {
	markup.Writer
	prefix string
}

func (w *svg) named(tag markup.Safe, id, text string) {
	w.Raw(`<`, tag, ` id="`)
	w.Text(w.prefix + id)
	w.Element(`">`, text, `</`+tag+`>`)
}

func (w *svg) key(s *scene) {
	all := s.all()
	if len(all) < 2 {
		return
	}
	w.Raw(`<ul class="key">`)
	for _, l := range all {
		w.Raw(`<li><svg aria-hidden="true" viewBox="0 0 20 8"><line class="`, lineClass(l.style), `" x1="1" x2="19" y1="4" y2="4"/></svg>`)
		w.Element("", l.name, `</li>`)
	}
	w.Raw(`</ul>`)
}

func (w *svg) axes(s *scene) {
	for _, t := range s.ticks {
		class := markup.Safe("grid")
		if t == 0 {
			class = "axis"
		}
		y := pixels(s.y(t) * pageHeight)
		w.Raw(`<line class="`, class, `" x1="0" x2="100%" y1="`, y, `" y2="`, y, `"/>`)
	}
	major, minor, _ := clock(s.start, s.end)
	for i, t := range append(major, minor...) {
		height := markup.Safe("180")
		if i >= len(major) {
			height = "179"
		}
		w.Raw(`<line class="axis" x1="`, percent(s.x(t)), `" x2="`, percent(s.x(t)), `" y1="176" y2="`, height, `"/>`)
	}
}

// paths draws the lines in a picture that is stretched; the width of its strokes is not.
func (w *svg) paths(s *scene, peaked bool) {
	w.Raw(`<svg viewBox="0 0 1000 176" preserveAspectRatio="none" width="100%" height="176">`)
	if len(s.lines) == 1 {
		w.path("area", areas(s.runs(s.lines[0]), s.y(0)))
	}
	all := s.all()
	for i := range all { // the first series comes last, over the others
		l := all[len(all)-1-i]
		w.path(lineClass(l.style), s.runs(l))
	}
	w.Raw(`</svg>`)
	for _, l := range all {
		for _, run := range s.runs(l) {
			if len(run) == 1 {
				w.circle(lineClass(l.style), point{run[0].x * 100, run[0].y * pageHeight}, "2.5", "%")
			}
		}
	}
	if peaked {
		w.circle("dot "+lineClass(s.peak.style), point{s.peak.x * 100, s.peak.y * pageHeight}, "4", "%")
	}
}

// areas closes runs at a base.
func areas(runs [][]point, base float64) (closed [][]point) {
	for _, run := range runs {
		ends := []point{{run[len(run)-1].x, base}, {run[0].x, base}}
		closed = append(closed, append(run, ends...))
	}
	return closed
}

func (w *svg) path(class markup.Safe, runs [][]point) {
	if len(runs) == 0 {
		return
	}
	w.Raw(`<path class="`, class, `" d="`)
	for _, run := range runs {
		stretched := make([]point, len(run))
		for i, p := range run {
			stretched[i] = point{p.x * 1000, p.y * pageHeight}
		}
		w.polyline(stretched)
	}
	w.Raw(`"/>`)
}

func (w *svg) polyline(run []point) {
	for i, p := range run {
		command := markup.Safe("L")
		if i == 0 {
			command = "M"
		}
		w.Raw(command, pixels(p.x), " ", pixels(p.y))
	}
}

// circle draws a dot whose x is in pixels or in percent.
func (w *svg) circle(class markup.Safe, p point, radius markup.Safe, unit ...markup.Safe) {
	w.Raw(`<circle class="`, class, `" cx="`, decimal(p.x, 2))
	w.Raw(unit...)
	w.Raw(`" cy="`, pixels(p.y), `" r="`, radius, `"/>`)
}

func (w *svg) labels(l *layout) {
	classes := map[string]markup.Safe{labelAxis: "", labelPeak: "peak halo", labelBad: "t-alert halo", labelWarn: "t-warn halo"}
	for _, t := range l.labels {
		class := classes[t.kind]
		if t.hidden {
			class = "wide"
		}
		w.Raw(`<text`)
		if class != "" {
			w.Raw(` class="`, class, `"`)
		}
		w.Raw(` x="`, percent(t.x), `"`)
		if t.dx != 0 {
			w.Raw(` dx="`, pixels(t.dx), `"`)
		}
		anchor := map[float64]markup.Safe{0: "start", 0.5: "middle", 1: "end"}[t.anchor]
		w.Raw(` y="`, pixels(t.y), `" dy=".35em" text-anchor="`, anchor, `">`)
		w.Element("", t.text, `</text>`)
	}
}

func markClass(prefix markup.Safe, bad bool) markup.Safe {
	if bad {
		return prefix + "alert"
	}
	return prefix + "warn"
}

func lineClass(style int) markup.Safe { return "l" + markup.Safe(strconv.Itoa(style)) }

// pixels writes a length with as many digits as can be seen.
func pixels(f float64) markup.Safe { return decimal(f, 1) }

func percent(share float64) markup.Safe { return decimal(100*share, 2) + "%" }

func decimal(f float64, places int) markup.Safe {
	s := strconv.FormatFloat(f, 'f', places, 64)
	s = strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	if s == "-0" || s == "" {
		s = "0"
	}
	return markup.Safe(s)
}
