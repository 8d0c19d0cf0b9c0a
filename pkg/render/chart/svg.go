package chart

import (
	_ "embed"
	"strings"

	"github.com/fanlight/fanlight/pkg/render/markup"
)

// Tokens are the custom properties that the classes of SVG use, for light and dark.
//
//go:embed tokens.css
var Tokens string

//go:embed chart.css
var classes string

// CSS has the classes of SVG, and their Tokens.
var CSS = Tokens + classes

const (
	pageHeight = 176 // of the plot
	pageText   = 12
	pageWider  = 1.12 // than the font of pictures, at most: a reader's own font
)

// gutters are the widths for labels of the y axis, each with its class in CSS.
var gutters = []struct {
	width float64
	class markup.Safe
}{{46, "plot"}, {62, "plot g2"}, {82, "plot g3"}, {120, "plot g4"}}

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
