package preview

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/render/markup"
)

// plot is a chart of a message: lines or bars over labels.
type plot struct {
	title  string
	bars   bool
	labels []string
	series []plotSeries
}

type plotSeries struct {
	name   string
	values map[string]float64 // by label
}

// add adds a series whose points have a label and a value under these keys.
func (p *plot) add(name string, points []node, label, value string) {
	s := plotSeries{name, map[string]float64{}}
	for _, point := range points {
		at := point.text(label)
		if v, ok := point.number(value); ok {
			s.values[at] = v
		}
		if !slices.Contains(p.labels, at) {
			p.labels = append(p.labels, at)
		}
	}
	p.series = append(p.series, s)
}

// The size of a plot, in units of its picture.
const (
	plotWidth, plotHeight = 600, 180
	plotLeft, plotBottom  = 8, 160
	plotTop               = 16
)

// plot draws a chart, with its highest value, its first and its last label.
func (d *drawing) plot(p plot) {
	low, high := p.span()
	if math.IsInf(high-low, 0) {
		d.say("<p class=\"aside\">", p.title+": its values are too far apart for a drawing.", "</p>\n")
		return
	}
	d.say("<div class=\"plot\"><p><b>", p.title, "</b></p>")
	d.Raw("<svg viewBox=\"0 0 600 180\" aria-hidden=\"true\">",
		"<path class=\"axis\" d=\"M8 16H592M8 160H592\"/>")
	for i, s := range p.series {
		if p.bars {
			p.drawBars(d, i, s, low, high)
		} else {
			p.drawLine(d, i, s, low, high)
		}
	}
	d.say("<text x=\"8\" y=\"11\">", strconv.FormatFloat(high, 'g', 6, 64), "</text>")
	if n := len(p.labels); n > 0 {
		d.say("<text x=\"8\" y=\"175\">", p.labels[0], "</text>")
		d.say("<text class=\"end\" x=\"592\" y=\"175\">", p.labels[n-1], "</text>")
	}
	d.Raw("</svg><p class=\"legend\">")
	for i, s := range p.series {
		d.Raw("<span class=\"", seriesClass(i), "\">")
		d.say("", "■ "+s.name, "</span> ")
	}
	d.Raw("</p></div>\n")
}

// span returns the lowest value, at most 0, and the highest one.
func (p plot) span() (low, high float64) {
	for _, s := range p.series {
		for _, v := range s.values {
			low, high = min(low, v), max(high, v)
		}
	}
	if low == high {
		high = 1
	}
	return low, high
}

func seriesClass(i int) markup.Safe { return markup.Safe("s" + strconv.Itoa(i%6)) }

// x returns the middle of a label's place, y the height of a value.
func (p plot) x(i int) float64 {
	return plotLeft + (float64(i)+.5)*(plotWidth-2*plotLeft)/float64(len(p.labels))
}

func y(v, low, high float64) float64 {
	return plotBottom - (v-low)/(high-low)*(plotBottom-plotTop)
}

// drawLine draws a line, which a label without a value interrupts.
func (p plot) drawLine(d *drawing, i int, s plotSeries, low, high float64) {
	var path strings.Builder
	step := "M"
	for at, label := range p.labels {
		v, ok := s.values[label]
		if !ok {
			step = "M"
			continue
		}
		path.WriteString(step + units(p.x(at)) + " " + units(y(v, low, high)))
		if step == "M" {
			path.WriteString("h.1") // a point alone has a dot
		}
		step = "L"
	}
	d.Raw("<path class=\"line ", seriesClass(i), "\" d=\"", markup.Safe(path.String()), "\"/>")
}

func (p plot) drawBars(d *drawing, i int, s plotSeries, low, high float64) {
	width := .8 * (plotWidth - 2*plotLeft) / float64(max(1, len(p.labels)*len(p.series)))
	for at, label := range p.labels {
		v, ok := s.values[label]
		if !ok {
			continue
		}
		left := p.x(at) + width*(float64(i)-float64(len(p.series))/2)
		top, bottom := y(max(v, 0), low, high), y(min(v, 0), low, high)
		d.Raw("<rect class=\"bar ", seriesClass(i), "\" x=\"", markup.Safe(units(left)), "\" y=\"", markup.Safe(units(top)),
			"\" width=\"", markup.Safe(units(width)), "\" height=\"", markup.Safe(units(bottom-top)), "\"/>")
	}
}

// units returns a length in units of the picture.
func units(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) }
